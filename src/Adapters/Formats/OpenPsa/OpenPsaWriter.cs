using System.Globalization;
using System.Text;
using System.Xml;
using Vauban.Core.Exposure;

namespace Vauban.Adapters.Formats.OpenPsa;

/// <summary>Writes a fault tree in the Open-PSA Model Exchange Format (2.0d), so that other tools can read it. The same tree gives the same bytes.</summary>
/// <remarks>Names that the format does not allow get a near one that it does; the name itself is kept as the label. Loops are written out.</remarks>
public static class OpenPsaWriter
{
    /// <summary>Most gates of a tree written out of loops: 1 million.</summary>
    public const int MostGates = 1_000_000;

    /// <summary>Writes a file, over one that is there.</summary>
    /// <param name="path">File.</param>
    /// <param name="tree">Tree.</param>
    /// <returns>The tree as written; null where it has loops that would take more than <see cref="MostGates"/> gates. Nothing is written then.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FaultTree? Save(string path, FaultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.Unfolded(MostGates) is not { } plain) return null;
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        Write(stream, plain);
        return plain;
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tree">Tree.</param>
    /// <exception cref="ArgumentException">The tree has loops: unfold it before.</exception>
    public static void Write(Stream stream, FaultTree tree)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.HasLoops) throw new ArgumentException("The tree has loops.", nameof(tree));
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using var xml = XmlWriter.Create(stream, settings);
        new Writing(xml, tree).Document();
    }

    sealed class Writing
    {
        readonly XmlWriter _xml;
        readonly FaultTree _tree;
        readonly HashSet<string> _taken = new(StringComparer.Ordinal);
        readonly string[] _events, _gates;
        readonly IReadOnlyList<int> _below;

        public Writing(XmlWriter xml, FaultTree tree)
        {
            (_xml, _tree, _below) = (xml, tree, tree.Below());
            // Names that are fit keep themselves, whatever comes before them.
            var names = tree.Events.Select(e => e.Name).Concat(_below.Select(g => tree.Gates[g].Name)).ToArray();
            var kept = new HashSet<string>(StringComparer.Ordinal);
            var isKept = names.Select(n => IsFit(n) && kept.Add(n)).ToArray();
            _taken.UnionWith(kept);
            var written = names.Select((n, i) => isKept[i] ? n : Fit(n)).ToArray();
            _events = written[..tree.Events.Count];
            _gates = new string[tree.Gates.Count];
            for (var p = 0; p < _below.Count; p++) _gates[_below[p]] = written[tree.Events.Count + p];
        }

        public void Document()
        {
            _xml.WriteStartDocument();
            _xml.WriteStartElement("opsa-mef");
            _xml.WriteStartElement("define-fault-tree");
            _xml.WriteAttributeString("name", Fit(_tree.Name));
            if (_tree.Top.Kind != FaultInputKind.Gate) Gate(Fit("top"), "", () => Input(_tree.Top));
            // The top first, as people read.
            foreach (var g in _below.Reverse()) Gate(_gates[g], Label(_tree.Gates[g].Label, _tree.Gates[g].Name, _gates[g]), () => Formula(_tree.Gates[g]));
            _xml.WriteEndElement();
            _xml.WriteStartElement("model-data");
            for (var e = 0; e < _events.Length; e++) Event(_tree.Events[e], _events[e]);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
            _xml.WriteEndDocument();
        }

        static string Label(string label, string name, string written) => label.Length > 0 ? label : name == written || name.StartsWith('#') ? "" : name;

        void Gate(string name, string label, Action formula)
        {
            _xml.WriteStartElement("define-gate");
            _xml.WriteAttributeString("name", name);
            WriteLabel(label);
            formula();
            _xml.WriteEndElement();
        }

        void Event(FaultEvent happening, string name)
        {
            _xml.WriteStartElement("define-basic-event");
            _xml.WriteAttributeString("name", name);
            WriteLabel(Label(happening.Label, happening.Name, name));
            if (!double.IsNaN(happening.Probability))
            {
                _xml.WriteStartElement("float");
                _xml.WriteAttributeString("value", happening.Probability.ToString("R", CultureInfo.InvariantCulture));
                _xml.WriteEndElement();
            }
            _xml.WriteEndElement();
        }

        // What XML cannot hold at all is left out of labels.
        void WriteLabel(string label)
        {
            if (label.Length > 0) _xml.WriteElementString("label", string.Concat(label.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value)).Select(r => r.ToString())));
        }

        void Formula(FaultGate gate)
        {
            var inputs = gate.Inputs;
            switch (gate.Kind)
            {
                case GateKind.Not: Joined("not", inputs); break;
                case GateKind.AtLeast when gate.Least <= 0: Constant(true); break;
                case GateKind.AtLeast when gate.Least > inputs.Count: Constant(false); break;
                // The others of one input are that input; the format takes two and more.
                case var _ when inputs.Count == 1: Input(inputs[0]); break;
                case GateKind.And: Joined("and", inputs); break;
                case GateKind.Or: Joined("or", inputs); break;
                case GateKind.AtLeast when gate.Least == 1: Joined("or", inputs); break;
                case GateKind.AtLeast when gate.Least == inputs.Count: Joined("and", inputs); break;
                case GateKind.AtLeast: Joined("atleast", inputs, gate.Least); break;
                default: Xor(inputs, 0); break;
            }
        }

        void Joined(string word, IReadOnlyList<FaultInput> inputs, int? least = null)
        {
            _xml.WriteStartElement(word);
            if (least is { } min) _xml.WriteAttributeString("min", min.ToString(CultureInfo.InvariantCulture));
            foreach (var input in inputs) Input(input);
            _xml.WriteEndElement();
        }

        // An odd number of several is one against an odd number of the others, two by two.
        void Xor(IReadOnlyList<FaultInput> inputs, int from)
        {
            _xml.WriteStartElement("xor");
            Input(inputs[from]);
            if (from + 2 == inputs.Count) Input(inputs[from + 1]);
            else Xor(inputs, from + 1);
            _xml.WriteEndElement();
        }

        void Input(FaultInput input)
        {
            if (input.Kind is FaultInputKind.True or FaultInputKind.False)
            {
                Constant(input.Kind == FaultInputKind.True);
                return;
            }
            _xml.WriteStartElement(input.Kind == FaultInputKind.Gate ? "gate" : "basic-event");
            _xml.WriteAttributeString("name", input.Kind == FaultInputKind.Gate ? _gates[input.Index] : _events[input.Index]);
            _xml.WriteEndElement();
        }

        void Constant(bool value)
        {
            _xml.WriteStartElement("constant");
            _xml.WriteAttributeString("value", value ? "true" : "false");
            _xml.WriteEndElement();
        }

        static bool IsFit(string name) => name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

        string Fit(string name)
        {
            var letters = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
            if (letters.Length == 0 || !(char.IsAsciiLetter(letters[0]) || letters[0] == '_')) letters = "x" + letters;
            var fit = letters;
            for (var n = 2; !_taken.Add(fit); n++) fit = $"{letters}_{n}";
            return fit;
        }
    }
}
