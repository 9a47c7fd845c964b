namespace Vauban.App.Workbench.Access;

/// <summary>Where a form leads back to: only to an address of this server, for a link must not lead elsewhere under our name.</summary>
static class LocalAddress
{
    /// <summary>The address where it is one of this server, else the one instead.</summary>
    public static string Of(string? address, string instead = "/") => IsLocal(address) ? address! : instead;

    // Browsers take a backslash for a slash, and leave control characters out before they look.
    static bool IsLocal(string? address) => address is "/" or ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl);
}
