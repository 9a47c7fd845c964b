using System.Text;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Reads procurement notices: eForms (XML) and Open Contracting releases (JSON, JSON Lines), by what the file begins with.</summary>
public static class NoticeFiles
{
    /// <summary>Reads a file; what is broken or unknown is a finding, and the rest is read all the same.</summary>
    /// <param name="path">File.</param>
    /// <param name="notices">Gets what was read.</param>
    /// <param name="findings">Gets what was found.</param>
    public static void Load(string path, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(notices);
        CheckedFile.Open(path, findings, (stream, place) =>
        {
            Read(stream, place, notices, findings);
            return notices;
        });
    }

    /// <summary>Reads a stream that can be read again from its start.</summary>
    /// <param name="stream">Stream.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="notices">Gets what was read.</param>
    /// <param name="findings">Gets what was found.</param>
    public static void Read(Stream stream, Place place, ICollection<Notice> notices, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(findings);
        var head = new byte[256];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var text = head.AsSpan(0, length);
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        foreach (var sign in text)
        {
            if (sign is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0 or 0xFE or 0xFF) continue;
            if (sign == '<')
            {
                if (EFormsReader.Read(stream, place, findings) is { } notice) notices.Add(notice);
                return;
            }
            if (sign is (byte)'{')
            {
                if (text.Length != length) stream.Position = length - text.Length;
                // Another encoding says so by its first bytes; bytes that are none of it must not turn into something else unseen.
                using var other = head is [0xFF, 0xFE, ..] ? Encoding.CreateTranscodingStream(stream, new UnicodeEncoding(false, true, true), Encoding.UTF8, leaveOpen: true)
                    : head is [0xFE, 0xFF, ..] ? Encoding.CreateTranscodingStream(stream, new UnicodeEncoding(true, true, true), Encoding.UTF8, leaveOpen: true) : null;
                if (other is not null) stream.Position = 2;
                try
                {
                    OcdsReader.Read(other ?? stream, place, notices, findings);
                }
                catch (DecoderFallbackException)
                {
                    findings.Add(new("E-NOTICE-11", Severity.Error, place, "1"));
                }
                return;
            }
            break;
        }
        findings.Add(new("E-NOTICE-12", Severity.Error, place));
    }
}
