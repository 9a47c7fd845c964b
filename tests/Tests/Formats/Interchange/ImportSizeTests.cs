using System.Text;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.Owners;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats.Interchange;

/// <summary>Alone, since it weighs the memory of the whole process.</summary>
[CollectionDefinition("weighs memory", DisableParallelization = true)]
public sealed class WeighsMemory;

[Collection("weighs memory")]
public sealed class ImportSizeTests
{
    [Fact]
    public void A_file_of_a_hundred_million_bytes_is_read_in_bounded_memory()
    {
        // Records as they are, with much that is not understood; made while they are read.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var findings = new List<Finding>();
        var file = new ImportFile("big.csv", () => new Endless(100L << 20));
        var package = Importers.Load(new GleifImporter(), [file], findings, new() { AllNoteChars = 4 << 20 })!;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(package["parties"].Rows.Count, 20_000, 60_000);
        Assert.Contains(findings, f => f.Code == "W-IMPORT-13");
        // Far less than the file: what is kept is rows and a bounded part of the notes.
        Assert.InRange(grown, 0, 60L << 20);
    }

    // A golden copy of many records, none of which is in memory before it is read.
    sealed class Endless(long most) : Stream
    {
        static readonly string Rest = new('x', 3000);
        byte[] _line = Encoding.UTF8.GetBytes("LEI,Entity.LegalName,Entity.LegalJurisdiction,Entity.Other\n");
        int _at, _n;
        long _given;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _line.Length)
            {
                if (_given >= most) return 0;
                _line = Encoding.UTF8.GetBytes($"{Lei(_n)},Synthetic {_n++},DE,{Rest}\n");
                _at = 0;
            }
            var n = Math.Min(count, _line.Length - _at);
            Array.Copy(_line, _at, buffer, offset, n);
            _at += n;
            _given += n;
            return n;
        }

        static string Lei(int n)
        {
            var start = $"ZZZZ00{n:D12}";
            var rest = 0;
            foreach (var c in start + "00") rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
            return $"{start}{98 - rest:D2}";
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
