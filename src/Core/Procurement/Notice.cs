using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>How far a procedure has come.</summary>
public enum NoticeStage
{
    /// <summary>Announced for later.</summary>
    Planning,
    /// <summary>Open for requests and tenders.</summary>
    Competition,
    /// <summary>Decided: there are winners and contracts, or none.</summary>
    Award,
}

/// <summary>A buyer, winner or subcontractor of a notice.</summary>
/// <param name="Key">What tells it apart within its file.</param>
/// <param name="Name">Name; blank where the notice gives none.</param>
/// <param name="Country">Country; empty where it is not known.</param>
/// <param name="Size">Size class of the catalogue, or blank.</param>
public sealed record NoticeParty(string Key, string Name, CountrySet Country, string Size);

/// <summary>An amount of money as published.</summary>
/// <param name="Value">Number.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct NoticeMoney(double Value, string Currency);

/// <summary>One lot: what is wanted.</summary>
/// <param name="Id">Id within the notice.</param>
/// <param name="Title">Title.</param>
/// <param name="Cpv">Codes of the Common Procurement Vocabulary, the main one first, eight digits each.</param>
/// <param name="Value">Estimated value, or null.</param>
/// <param name="Start">First day, or null.</param>
/// <param name="End">Last day, or null.</param>
/// <param name="Quantity">How much, or null.</param>
/// <param name="Unit">Unit of the quantity as published.</param>
/// <param name="Framework">Kind of framework agreement as published; "none" where there is none; blank where nothing is said.</param>
/// <param name="Subcontracting">What is asked of subcontracting as published; blank where nothing is said.</param>
public sealed record NoticeLot(string Id, string Title, IReadOnlyList<string> Cpv, NoticeMoney? Value, DateOnly? Start, DateOnly? End, double? Quantity, string Unit, string Framework, string Subcontracting);

/// <summary>One contract that was awarded.</summary>
/// <param name="Id">Id within the notice.</param>
/// <param name="Lots">Lots it is about; empty where the notice does not say.</param>
/// <param name="Value">Value, or null.</param>
/// <param name="Date">Day of the award, else of signing, or null.</param>
/// <param name="Suppliers">Keys of the winners.</param>
/// <param name="Subcontractors">Keys of the subcontractors that are named.</param>
/// <param name="IsSubcontracted">Whether part is subcontracted; null where nothing is said.</param>
/// <param name="SubcontractedPercent">Part that is subcontracted, in per cent, or null.</param>
public sealed record NoticeAward(string Id, IReadOnlyList<string> Lots, NoticeMoney? Value, DateOnly? Date, IReadOnlyList<string> Suppliers, IReadOnlyList<string> Subcontractors, bool? IsSubcontracted, double? SubcontractedPercent);

/// <summary>A procurement notice or release, whatever its format.</summary>
public sealed record Notice
{
    /// <summary>File and place in it.</summary>
    public required Place Place { get; init; }

    /// <summary>eforms or ocds.</summary>
    public required string Format { get; init; }

    /// <summary>Id of the notice.</summary>
    public required string Id { get; init; }

    /// <summary>Id that all notices of one procedure share.</summary>
    public required string Procedure { get; init; }

    /// <summary>Version of the notice as published; blank where the format has none.</summary>
    public string Version { get; init; } = "";

    /// <summary>Legal basis as a CELEX number (32009L0081); blank where the format has none.</summary>
    public string Regime { get; init; } = "";

    /// <summary>How far the procedure has come.</summary>
    public NoticeStage Stage { get; init; }

    /// <summary>Day of publication, or null.</summary>
    public DateOnly? Issued { get; init; }

    /// <summary>Everybody it names.</summary>
    public IReadOnlyList<NoticeParty> Parties { get; init; } = [];

    /// <summary>Keys of the buyers.</summary>
    public IReadOnlyList<string> Buyers { get; init; } = [];

    /// <summary>Lots.</summary>
    public IReadOnlyList<NoticeLot> Lots { get; init; } = [];

    /// <summary>Contracts.</summary>
    public IReadOnlyList<NoticeAward> Awards { get; init; } = [];
}
