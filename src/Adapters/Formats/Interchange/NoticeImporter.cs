using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Reads procurement notices (eForms in XML, Open Contracting in JSON) with the readers of joint procurement.</summary>
public sealed class NoticeImporter : IImporter
{
    /// <inheritdoc/>
    public string Key => "notices";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsXml ? file.Head.Contains("urn:oasis:names:specification:ubl:schema:xsd:", StringComparison.Ordinal) && file.Head.Contains("Notice", StringComparison.Ordinal)
            : file.IsJson && file.Head.Contains("\"ocid\"", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var notices = new List<Notice>();
        foreach (var file in files)
        {
            using var stream = file.Open();
            // The readers go back to the start, so the bytes are counted before.
            for (var left = stream.Length; left > 0; left -= 1 << 30) draft.CountBytes((int)Math.Min(left, 1 << 30));
            draft.CountBytes(0);
            NoticeFiles.Read(stream, new(file.Name), notices, draft.Findings);
        }
        if (notices.Count > 0) draft.Take(NoticePackage.Of(notices, "notices", draft.Findings));
    }
}
