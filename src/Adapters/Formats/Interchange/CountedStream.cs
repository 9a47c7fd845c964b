namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Counts what is read and stops at a limit.</summary>
sealed class CountedStream(Stream inner, ImportDraft draft) : ForwardStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        draft.CountBytes(read);
        return read;
    }
}
