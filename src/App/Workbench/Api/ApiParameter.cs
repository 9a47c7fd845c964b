using Vauban.App.Exposure;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Api;

/// <summary>A part of an address or form, as the description of the API says it.</summary>
/// <param name="Name">Name.</param>
/// <param name="About">What it means, in one sentence.</param>
sealed record ApiParameter(string Name, string About)
{
    /// <summary>Type in JSON schema: string, integer, number, boolean, or file.</summary>
    public string Type { get; init; } = "string";

    /// <summary>Words it may be; empty where it is free.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>True where it may be repeated.</summary>
    public bool IsList { get; init; }

    /// <summary>True where it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Smallest value; null for none.</summary>
    public double? Least { get; init; }

    /// <summary>Largest value; null for none.</summary>
    public double? Most { get; init; }

    /// <summary>Form of the text: <c>date</c> and the like; empty for none.</summary>
    public string Format { get; init; } = "";

    /// <summary>An example, for programs that try it.</summary>
    public string Example { get; init; } = "";
}

/// <summary>Parameters that many endpoints share.</summary>
static class ApiParameters
{
    static readonly ApiParameter Perimeter = new("perimeter", "Who \"we\" are: a named set or a list of countries (EU27, Nordics=DK+FI+SE); the workspace's where not given.") { IsList = true, Example = "EU27" };
    static readonly ApiParameter Technology = new("technology", "Id of a technology; all where not given.") { IsList = true };
    static readonly ApiParameter At = new("at", "Day of the assessment; the package's where not given.") { Format = "date" };
    static readonly ApiParameter Status = new("status", "Which rows count: running only, also funded, also announced.") { Choices = FieldCatalog.Statuses };

    /// <summary>Options of <c>vauban assess</c>.</summary>
    public static IReadOnlyList<ApiParameter> Assessment { get; } =
    [
        Perimeter, Technology, new("without", "Who is taken away: a country, item:ID, consent:ID; with the right to names party:ID, owner:ID, site:ID, line:ID.") { IsList = true },
        At, Status, new("outage", "Days of an outage of a country or consent; 180 where not given.") { Type = "number", Least = 0, Most = 36500 },
    ];

    /// <summary>The long run that a table is made from.</summary>
    public static IReadOnlyList<ApiParameter> OfJob { get; } = [new("job", "Id of the long run that the table is made from.") { IsRequired = true }];

    /// <summary>A technology that must be named.</summary>
    public static ApiParameter OneTechnology { get; } = new("technology", "Id of the technology.") { IsRequired = true, Example = "field-radio" };

    /// <summary>Options of <c>vauban exposure</c>.</summary>
    public static IReadOnlyList<ApiParameter> Exposure { get; } = [Perimeter, Technology, new("item", "Id of an item; all that the goals need where not given.") { IsList = true }, At, Status];

    /// <summary>Kinds of actors.</summary>
    public static ApiParameter Of { get; } =
        new("of", "Kinds of actors; others than country are for analysts who gave a reason.") { IsList = true, Choices = [.. ExposureOptions.Kinds.Select(ExposureJson.Word)] };

    /// <summary>Limits of the supply tree.</summary>
    public static IReadOnlyList<ApiParameter> Tree { get; } =
    [
        new("open", "Id of an item whose inputs are shown beyond the limit.") { IsList = true },
        new("most", "Most nodes; 50 where not given.") { Type = "integer", Least = 1, Most = SupplyTreeOptions.Limit },
    ];

    /// <summary>Width of flows.</summary>
    public static ApiParameter By { get; } = new("by", "Width of flows: value added, the number of source items, or with one item its amount.") { Choices = [.. Enum.GetValues<FlowMeasure>().Select(FlowsJson.Word)] };

    /// <summary>Which cut sets.</summary>
    public static IReadOnlyList<ApiParameter> Cuts { get; } =
    [
        new("order", "Most actors in a set, or all; 3 where not given."), new("verb", "Verb whose goals are looked at; all where not given.") { IsList = true, Choices = FieldCatalog.Verbs },
        new("having", "Only sets that hold this event, such as party:ID.") { IsList = true }, new("lacking", "Only sets without this event.") { IsList = true },
        new("list", "Sets listed; 1000 where not given, and counted are all.") { Type = "integer", Least = 0, Most = FaultTreeResult.MostListed },
    ];

    /// <summary>What fails.</summary>
    public static ApiParameter What { get; } = new("what", "What stops: a country, item:ID; with the right to names party:ID, owner:ID, site:ID, line:ID.") { IsRequired = true, Example = "NO" };

    /// <summary>Address of a figure, and the reading of its terms.</summary>
    public static IReadOnlyList<ApiParameter> Explain { get; } =
    [
        new("address", "Address of a figure, as an assessment gives it (field-radio/produce/theta_in), or of a row (goals/...).") { IsRequired = true, Example = "field-radio/produce/theta_in" },
        new("reading", "Reading of the terms; central where not given.") { Choices = ["pessimistic", "central", "optimistic"] },
    ];

    /// <summary>Parts of a long list.</summary>
    public static IReadOnlyList<ApiParameter> Paging { get; } =
    [
        new("limit", "Most rows of the answer; the header Link names the address of the next part.") { Type = "integer", Least = 1, Most = Api.Paging.Most },
        new("skip", "Rows before the first one, as the header Link says.") { Type = "integer", Least = 0 },
    ];
}
