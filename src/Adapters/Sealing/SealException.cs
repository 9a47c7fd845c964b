namespace Vauban.Adapters.Sealing;

/// <summary>Why something could not be opened.</summary>
public enum SealFault
{
    /// <summary>What was given as a key is none.</summary>
    NoKey,
    /// <summary>The passphrase is not that of the key; or the key's file is damaged.</summary>
    WrongPassphrase,
    /// <summary>It was sealed for another key.</summary>
    OtherKey,
    /// <summary>It was changed after it was sealed, or it stands in another's place.</summary>
    Changed,
}

/// <summary>Something sealed could not be opened.</summary>
/// <param name="fault">Why.</param>
/// <param name="needed">Ids of the keys that open it, where that is what is wrong.</param>
#pragma warning disable CA1032 // one meaning, one value
public sealed class SealException(SealFault fault, params IReadOnlyList<string> needed) : Exception($"Sealed: {fault}. {string.Join(", ", needed)}")
{
    /// <summary>Why.</summary>
    public SealFault Fault { get; } = fault;

    /// <summary>Ids of the keys that open it, where another was used.</summary>
    public IReadOnlyList<string> Needed { get; } = needed;
}
#pragma warning restore CA1032
