namespace Vauban.Adapters.Stores;

/// <summary>How a save ended.</summary>
public enum SaveStatus
{
    /// <summary>It is stored.</summary>
    Saved,

    /// <summary>Somebody else saved in between; nothing was stored.</summary>
    Changed,

    /// <summary>Somebody else removed it in between; nothing was stored.</summary>
    Gone,

    /// <summary>Another thing bears the id or the name; nothing was stored.</summary>
    Taken,

    /// <summary>Nobody could administer any more; nothing was stored.</summary>
    Last,
}

/// <summary>A field in which what was to be saved differs from what is stored.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Offered">As it was to be saved.</param>
/// <param name="Stored">As it is stored.</param>
public sealed record FieldDifference(string Field, string Offered, string Stored);

/// <summary>What became of a save.</summary>
/// <typeparam name="T">What is saved.</typeparam>
public sealed class Saved<T> where T : class
{
    readonly T? _stored;

    internal Saved(SaveStatus status, T? stored, IReadOnlyList<FieldDifference>? differences = null)
    {
        Status = status;
        _stored = stored;
        Differences = differences ?? [];
    }

    /// <summary>How it ended.</summary>
    public SaveStatus Status { get; }

    /// <summary>True where it is stored.</summary>
    public bool IsSaved => Status == SaveStatus.Saved;

    /// <summary>What is stored now: with its new version where the save went well, else the other's.</summary>
    /// <exception cref="InvalidOperationException">Nothing is: it was removed, or the name is another's.</exception>
    public T Stored => _stored ?? throw new InvalidOperationException($"Nothing is stored: the save ended as {Status}.");

    /// <summary>For the loser: where the two versions differ. Secrets are named without their values.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; }
}
