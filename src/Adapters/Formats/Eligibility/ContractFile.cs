using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Facts of a contract or a consortium, as its file states them.</summary>
/// <param name="Name">Name.</param>
/// <param name="Title">Title for people.</param>
/// <param name="About">What it is and what it rests on.</param>
/// <param name="Basis">Basis of facts that name none of their own.</param>
/// <param name="Facts">Facts.</param>
public sealed record Contract(string Name, string Title, string About, string Basis, FactSet Facts);

/// <summary>Reads facts of a contract or a consortium from a JSON file.</summary>
public static class ContractFile
{
    /// <summary>Reads a file. Null where it has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="vocabulary">Facts there are.</param>
    public static Contract? Load(string path, ICollection<Finding> findings, FactVocabulary vocabulary) => CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, findings, vocabulary));

    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="vocabulary">Facts there are.</param>
    public static Contract? Read(Stream stream, Place place, ICollection<Finding> findings, FactVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return CheckedFile.Json(stream, place, RulePackFile.MostBytes, findings, root => Read(root, new(place, findings), place.File ?? "", vocabulary));
    }

    static Contract? Read(JsonElement root, JsonReading read, string file, FactVocabulary vocabulary)
    {
        if (!read.IsObject(root, "", ["$schema", "name", "title", "about", "basis", .. FactReading.Properties(vocabulary)])) return null;
        var name = read.Text(root, "name", "");
        if (name.Length > 0 && !PackageDescriptor.IsName(name)) read.Error("E-PACK-02", "name", PackageDescriptor.NameOf(name));
        var basis = read.Text(root, "basis", "", isNeeded: false);
        if (basis.Length > 0 && !FieldCatalog.Bases.Contains(basis)) read.Error("E-PACK-04", "basis", basis, string.Join(", ", FieldCatalog.Bases));
        var facts = new FactReading(vocabulary, read, basis, file).Set(root, "");
        return read.IsClean ? new(name, read.Text(root, "title", "", isNeeded: false, otherwise: name), read.Text(root, "about", "", isNeeded: false), basis, facts) : null;
    }
}
