using System.Text;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>Lists of claims as CSV, as <c>claims.csv</c> of a library.</summary>
public static class ClaimFiles
{
    /// <summary>Reads a list; those with errors are left out.</summary>
    /// <param name="name">Name of the file, for places.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="findings">Takes what was found.</param>
    public static IReadOnlyList<Claim> Read(string name, byte[] bytes, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(findings);
        return PaperCsv.ReadClaims(name, Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), findings);
    }

    /// <summary>Writes a list.</summary>
    /// <param name="claims">Claims.</param>
    public static string Write(IEnumerable<Claim> claims) => PaperCsv.WriteClaims(claims);
}
