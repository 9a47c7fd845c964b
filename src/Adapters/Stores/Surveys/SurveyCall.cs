namespace Vauban.Adapters.Stores.Surveys;

/// <summary>A round of a survey as a workspace runs it: what is asked, until when, and for whose key answers are sealed.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Id">Id of the round, for addresses: small letters, digits, hyphens.</param>
public sealed record SurveyCall(string Workspace, string Id)
{
    /// <summary>The questionnaire as its file says it.</summary>
    public string Questionnaire { get; init; } = "";

    /// <summary>Public half of the officer's key, as PEM: new answers are sealed for it.</summary>
    public string Key { get; init; } = "";

    /// <summary>Id of that key.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>Last day on which companies answer; null for no end.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>True where no answer is taken any more.</summary>
    public bool IsClosed { get; init; }

    /// <summary>When it was made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Number of saves; 0 before the first. A save must bring the number it read.</summary>
    public long Version { get; init; }
}

/// <summary>An invitation of one company to one round. Its link holds a secret of which the store keeps the hash alone, until it is used once.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Id">Id of the invitation.</param>
/// <param name="Round">Id of the round.</param>
/// <param name="Contributor">Id under which the officer knows the company, stable from round to round.</param>
public sealed record SurveyInvitation(string Workspace, string Id, string Round, string Contributor)
{
    /// <summary>Who controls the company in the end; itself where empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>Country of the place of work, as ISO 3166-1 alpha-2.</summary>
    public string Country { get; init; } = "";

    /// <summary>Size class; empty where it is not known.</summary>
    public string Size { get; init; } = "";

    /// <summary>Items it makes, which decide what it is asked; all questions where there are none.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The company that invited it as its supplier; empty where the officer did.</summary>
    public string Inviter { get; init; } = "";

    /// <summary>SHA-256 of the link's secret; empty once it was used.</summary>
    public string TokenHash { get; init; } = "";

    /// <summary>When the link ends.</summary>
    public DateTimeOffset Expires { get; init; }

    /// <summary>Id of the person who speaks for the company since the link was used; empty before.</summary>
    public string User { get; init; } = "";

    /// <summary>When it was made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>True for the same invitation; the lists are compared by their elements.</summary>
    public bool Equals(SurveyInvitation? other) => other is not null && (Workspace, Id, Round, Contributor, Group, Country, Size) == (other.Workspace, other.Id, other.Round, other.Contributor, other.Group, other.Country, other.Size)
        && (Inviter, TokenHash, Expires, User, Created) == (other.Inviter, other.TokenHash, other.Expires, other.User, other.Created) && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);
}

/// <summary>Whom to ask at a company: a business contact, kept until a day that was stated, and deleted when the company asks.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Contributor">Id of the company.</param>
/// <param name="Name">Name.</param>
/// <param name="Mail">Business address for mail.</param>
/// <param name="Until">Last day on which it is kept.</param>
public sealed record SurveyContact(string Workspace, string Contributor, string Name, string Mail, DateOnly Until);

/// <summary>The answer of a company to a round, sealed for the officer. The store cannot read it.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Round">Id of the round.</param>
/// <param name="Contributor">Id of the company.</param>
public sealed record SealedAnswer(string Workspace, string Round, string Contributor)
{
    /// <summary>Version, from 1; a corrected answer takes the place of the one before.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The envelope.</summary>
    public ReadOnlyMemory<byte> Sealed { get; init; }

    /// <summary>Id of the key that opens it.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>SHA-256 of the envelope as the company sent it. It stands in the audit log too, so that an answer put in its place is found.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What the company allows, one line per question: its id, a blank, the word.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>When it was sent; the store sets it.</summary>
    public DateTimeOffset Sent { get; init; }

    /// <summary>What an envelope of an answer is about: it opens in no other place.</summary>
    public string About => $"survey answer\u001f{Workspace}\u001f{Round}\u001f{Contributor}\u001f{Version}";
}

/// <summary>How far a release is.</summary>
public enum ReleaseStatus
{
    /// <summary>A second person has not decided.</summary>
    Draft,
    /// <summary>Approved: it left.</summary>
    Approved,
    /// <summary>A second person said no, or another release came before it.</summary>
    Dropped,
}

/// <summary>A release of a round: what leaves in plain, what it rests on sealed.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Number">Number in the workspace, from 1.</param>
/// <param name="Round">Id of the round.</param>
public sealed record StoredRelease(string Workspace, long Number, string Round)
{
    /// <summary>How far it is.</summary>
    public ReleaseStatus Status { get; init; }

    /// <summary>Name of the survey: releases of one survey are judged beside each other.</summary>
    public string Survey { get; init; } = "";

    /// <summary>What leaves, as JSON.</summary>
    public string Public { get; init; } = "";

    /// <summary>What leaves with its numbers of cells, for the log: shown, ranges, withheld by a rule of their own, withheld for the sake of others.</summary>
    public IReadOnlyList<string> Counts { get; init; } = [];

    /// <summary>The release with answers and reasons, sealed for the officer.</summary>
    public ReadOnlyMemory<byte> Sealed { get; init; }

    /// <summary>Number of the last approved release of the survey that it was judged beside; 0 for none.</summary>
    public long Basis { get; init; }

    /// <summary>Who planned it.</summary>
    public string Officer { get; init; } = "";

    /// <summary>Who decided; empty before.</summary>
    public string Approver { get; init; } = "";

    /// <summary>When it was planned; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was decided; the store sets it.</summary>
    public DateTimeOffset Decided { get; init; }

    /// <summary>What the envelope of a release is about.</summary>
    public string About => $"survey release\u001f{Workspace}\u001f{Survey}\u001f{Round}\u001f{Basis}";
}
