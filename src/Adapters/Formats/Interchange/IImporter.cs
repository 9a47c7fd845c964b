namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Reads files of one foreign format into the tables of a package.</summary>
/// <remarks>An importer reads part by part, never throws for what the data says, and keeps what it does not understand in the note of the row it belongs to.</remarks>
public interface IImporter
{
    /// <summary>Short name: what <c>--as</c> takes, and what notes begin with.</summary>
    string Key { get; }

    /// <summary>True where a file looks like this format, by its first characters and its name.</summary>
    bool Recognizes(ImportFile file);

    /// <summary>Reads files in order; later files bring updates of earlier ones.</summary>
    /// <param name="files">Files.</param>
    /// <param name="draft">Gets rows, notes and findings.</param>
    void Read(IReadOnlyList<ImportFile> files, ImportDraft draft);
}
