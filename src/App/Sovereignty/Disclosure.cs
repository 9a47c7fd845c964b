namespace Vauban.App.Sovereignty;

/// <summary>How much of an answer a caller is shown. Where something is left out a reader finds null or an empty list, never another value.</summary>
/// <param name="Names">True where parties, sites and lines are named, single points and veto sets of theirs among them.</param>
/// <param name="Vetoes">True where sets of countries that can stop it are shown.</param>
sealed record Disclosure(bool Names, bool Vetoes)
{
    /// <summary>Everything: what the command line shows to whoever holds the package.</summary>
    public static Disclosure All { get; } = new(true, true);

    /// <summary>No names and no sets: what travels.</summary>
    public static Disclosure Least { get; } = new(false, false);
}
