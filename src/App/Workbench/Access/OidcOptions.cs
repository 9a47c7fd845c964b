namespace Vauban.App.Workbench.Access;

/// <summary>Who else may vouch for people: a provider of OpenID Connect.</summary>
/// <param name="Authority">Its address, as its own description names it.</param>
/// <param name="Client">The name under which it knows this server.</param>
/// <param name="Secret">What this server proves itself with; empty where it is a public client.</param>
sealed record OidcOptions(Uri Authority, string Client, string Secret)
{
    /// <summary>Environment variable that may hold the secret: on the command line every person of the machine could read it.</summary>
    public const string SecretVariable = "VAUBAN_OIDC_SECRET";

    /// <summary>True where what it says cannot be changed on the way: over https, or within this machine.</summary>
    public static bool IsSafe(Uri authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return authority.IsAbsoluteUri && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)) && authority.UserInfo.Length == 0;
    }

    /// <summary>Without the secret, which must not reach a log.</summary>
    public override string ToString() => $"{Client} at {Authority}";
}
