using System.Globalization;
using System.Xml;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.OpenPsa;

/// <summary>Reads a fault tree in the Open-PSA Model Exchange Format (2.0d): gates and, or, atleast, not, xor, nand, nor, iff, imply and cardinality, nested
/// formulas, shared gates, house events and constants. Probabilities are read where they are plain numbers.</summary>
public static class OpenPsaReader
{
    /// <summary>Most characters of a file: 256 million.</summary>
    public const long MostCharacters = 256L << 20;

    const int MostDepth = 256, MostThings = 2_000_000;

    /// <summary>Reads a file. Null where it has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="top">Name of the top gate; the only gate that no other takes from where null.</param>
    /// <param name="findings">What was found, added to.</param>
    public static FaultTree? Load(string path, string? top, ICollection<Finding> findings) => CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, top, findings));

    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">XML.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="top">Name of the top gate, or null.</param>
    /// <param name="findings">What was found, added to.</param>
    public static FaultTree? Read(Stream stream, Place place, string? top, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(findings);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true };
        var reading = new Reading(place);
        try
        {
            using var xml = XmlReader.Create(stream, settings);
            reading.Document(xml);
        }
        catch (XmlException e)
        {
            reading.Error("E-TREE-01", e.LineNumber, e.LinePosition.ToString(CultureInfo.InvariantCulture));
        }
        var tree = reading.Tree(top);
        foreach (var finding in reading.Findings.Sorted()) findings.Add(finding);
        return tree;
    }

    sealed class Reading(Place place)
    {
        readonly Dictionary<string, int> _events = new(StringComparer.Ordinal), _gates = new(StringComparer.Ordinal);
        readonly Dictionary<string, bool> _houses = new(StringComparer.Ordinal);
        readonly List<FaultEvent> _eventRows = [];
        readonly List<FaultGate?> _gateRows = [];
        readonly List<(string Name, int Line)> _gateUses = [];
        string _name = "", _label = "";
        int _inner;

        public FindingCollection Findings { get; } = new();

        public void Error(string code, int line, params string[] values) => Findings.Add(new(code, Severity.Error, place with { Row = line }, values));

        public void Document(XmlReader xml)
        {
            xml.MoveToContent();
            if (xml.LocalName != "opsa-mef") Error("E-TREE-02", Line(xml), xml.LocalName);
            while (!xml.EOF)
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    xml.Read();
                    continue;
                }
                if (xml.Depth > MostDepth) throw new XmlException("", null, Line(xml), 0);
                switch (xml.LocalName)
                {
                    case "define-fault-tree":
                        if (_name.Length == 0) _name = xml.GetAttribute("name") ?? "";
                        xml.Read();
                        break;
                    case "define-gate":
                        DefineGate(xml);
                        break;
                    case "define-basic-event":
                        DefineEvent(xml);
                        break;
                    case "define-house-event":
                        DefineHouse(xml);
                        break;
                    case "define-CCF-group" or "define-event-tree":
                        Findings.Add(new("W-TREE-04", Severity.Warning, place with { Row = Line(xml) }, xml.LocalName));
                        xml.Skip();
                        break;
                    default:
                        xml.Read();
                        break;
                }
            }
        }

        static int Line(XmlReader xml) => ((IXmlLineInfo)xml).LineNumber;

        string NameOf(XmlReader xml)
        {
            if (xml.GetAttribute("name") is { Length: > 0 } name) return name;
            Error("E-TREE-03", Line(xml), xml.LocalName);
            return "";
        }

        void DefineGate(XmlReader xml)
        {
            var (name, line) = (NameOf(xml), Line(xml));
            var at = Gate(name);
            if (_gateRows[at] is not null) Error("E-TREE-04", line, name);
            _label = "";
            var formulas = Inside(xml, 0);
            if (formulas.Count != 1)
            {
                Error("E-TREE-05", line, name, formulas.Count.ToString(CultureInfo.InvariantCulture));
                formulas = [new(FaultInputKind.False, 0)];
            }
            // The outer formula of the gate is the gate itself.
            if (formulas[0] is { Kind: FaultInputKind.Gate } inner && inner.Index == _gateRows.Count - 1 && _gateRows[^1] is { Name: "" } joined)
            {
                _gateRows.RemoveAt(_gateRows.Count - 1);
                _gateRows[at] = joined with { Name = name, Label = _label };
            }
            else
            {
                _gateRows[at] = new(name, GateKind.Or, formulas) { Label = _label };
            }
        }

        int Gate(string name)
        {
            if (_gates.TryGetValue(name, out var at)) return at;
            _gates[name] = at = _gateRows.Count;
            Grow();
            _gateRows.Add(null);
            return at;
        }

        void Grow()
        {
            if (_gateRows.Count + _eventRows.Count >= MostThings) throw new XmlException("", null, 0, 0);
        }

        int Event(string name)
        {
            if (_events.TryGetValue(name, out var at)) return at;
            _events[name] = at = _eventRows.Count;
            Grow();
            _eventRows.Add(new(name, double.NaN));
            return at;
        }

        // Formulas that stand in the element the reader is at; it is left behind.
        List<FaultInput> Inside(XmlReader xml, int depth)
        {
            var inputs = new List<FaultInput>();
            if (depth > MostDepth) throw new XmlException("", null, Line(xml), 0);
            var end = xml.Depth;
            if (xml.IsEmptyElement)
            {
                xml.Read();
                return inputs;
            }
            xml.Read();
            while (xml.Depth > end)
            {
                if (depth == 0 && xml is { NodeType: XmlNodeType.Element, LocalName: "label" })
                {
                    _label = xml.ReadElementContentAsString();
                    continue;
                }
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName is "label" or "attributes")
                {
                    xml.Skip();
                    continue;
                }
                inputs.Add(Formula(xml, depth + 1));
            }
            xml.Read();
            return inputs;
        }

        FaultInput Formula(XmlReader xml, int depth)
        {
            var (word, line) = (xml.LocalName, Line(xml));
            switch (word)
            {
                case "gate" or "basic-event" or "house-event" or "event":
                {
                    var (name, kind) = (NameOf(xml), word == "event" ? xml.GetAttribute("type") ?? "" : word);
                    xml.Skip();
                    if (kind == "gate") _gateUses.Add((name, line));
                    return kind switch
                    {
                        "gate" => new(FaultInputKind.Gate, Gate(name)),
                        "house-event" => new(_houses.GetValueOrDefault(name) ? FaultInputKind.True : FaultInputKind.False, 0),
                        _ => new(FaultInputKind.Event, Event(name)),
                    };
                }
                case "constant":
                {
                    var value = xml.GetAttribute("value") == "true";
                    xml.Skip();
                    return new(value ? FaultInputKind.True : FaultInputKind.False, 0);
                }
            }
            var (least, most) = (xml.GetAttribute("min"), xml.GetAttribute("max"));
            var inputs = Inside(xml, depth);
            return Join(word, inputs, least, most, line);
        }

        FaultInput Join(string word, List<FaultInput> inputs, string? least, string? most, int line)
        {
            var isCounted = word is "atleast" or "cardinality";
            var (from, to) = (0, inputs.Count);
            if (isCounted && !(int.TryParse(least, NumberStyles.None, CultureInfo.InvariantCulture, out from) && from <= inputs.Count))
            {
                Error("E-TREE-06", line, word, least ?? "", inputs.Count.ToString(CultureInfo.InvariantCulture));
                from = 0;
            }
            if (word == "cardinality" && !(int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out to) && to >= from))
            {
                Error("E-TREE-06", line, word, most ?? "", inputs.Count.ToString(CultureInfo.InvariantCulture));
                to = inputs.Count;
            }
            var isFit = word switch { "not" => inputs.Count == 1, "imply" or "iff" => inputs.Count == 2, _ => inputs.Count > 0 };
            if (!isFit)
            {
                Error("E-TREE-05", line, word, inputs.Count.ToString(CultureInfo.InvariantCulture));
                return new(FaultInputKind.False, 0);
            }
            switch (word)
            {
                case "and": return Add(GateKind.And, inputs);
                case "or": return Add(GateKind.Or, inputs);
                case "xor": return Add(GateKind.Xor, inputs);
                case "not": return Not(inputs[0]);
                case "nand": return Not(Add(GateKind.And, inputs));
                case "nor": return Not(Add(GateKind.Or, inputs));
                case "iff": return Not(Add(GateKind.Xor, inputs));
                case "imply": return Add(GateKind.Or, [Not(inputs[0]), inputs[1]]);
                case "atleast": return Add(GateKind.AtLeast, inputs, from);
                case "cardinality": return to >= inputs.Count ? Add(GateKind.AtLeast, inputs, from) : Add(GateKind.And, [Add(GateKind.AtLeast, inputs, from), Not(Add(GateKind.AtLeast, inputs, to + 1))]);
            }
            Error("E-TREE-07", line, word);
            return new(FaultInputKind.False, 0);
        }

        FaultInput Not(FaultInput input) => Add(GateKind.Not, [input]);

        // A formula inside a formula is a gate without a name, until its gate takes it over or it is numbered at the end.
        FaultInput Add(GateKind kind, List<FaultInput> inputs, int least = 0)
        {
            Grow();
            _gateRows.Add(new("", kind, inputs, least));
            return new(FaultInputKind.Gate, _gateRows.Count - 1);
        }

        void DefineEvent(XmlReader xml)
        {
            var (name, line) = (NameOf(xml), Line(xml));
            var at = Event(name);
            var end = xml.Depth;
            if (xml.IsEmptyElement)
            {
                xml.Read();
                return;
            }
            xml.Read();
            while (xml.Depth > end)
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "label" })
                {
                    _eventRows[at] = _eventRows[at] with { Label = xml.ReadElementContentAsString() };
                    continue;
                }
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName == "attributes")
                {
                    xml.Skip();
                    continue;
                }
                if (xml.LocalName is "float" or "int" && double.TryParse(xml.GetAttribute("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                {
                    if (value is >= 0 and <= 1) _eventRows[at] = _eventRows[at] with { Probability = value };
                    else Error("E-TREE-08", line, name, xml.GetAttribute("value")!);
                }
                else
                {
                    Findings.Add(new("W-TREE-05", Severity.Warning, place with { Row = line }, name, xml.LocalName));
                }
                xml.Skip();
            }
            xml.Read();
        }

        void DefineHouse(XmlReader xml)
        {
            var name = NameOf(xml);
            var end = xml.Depth;
            var value = false;
            while (xml.Read() && xml.Depth > end)
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "constant" }) value = xml.GetAttribute("value") == "true";
            _houses[name] = value;
        }

        public FaultTree? Tree(string? top)
        {
            foreach (var (name, line) in _gateUses)
                if (_gateRows[_gates[name]] is null) Error("E-TREE-09", line, name);
            if (Findings.HasErrors) return null;
            if (_gateRows.Count == 0)
            {
                Error("E-TREE-10", 1);
                return null;
            }
            var gates = _gateRows.Select(g => g!.Name.Length > 0 ? g : g with { Name = $"#{++_inner}" }).ToArray();
            if (TopOf(gates, top) is not { } root) return null;
            if (FaultTree.Loop(gates, root) is { } loop)
            {
                Error("E-TREE-11", 1, string.Join(" > ", loop));
                return null;
            }
            return new(_name.Length > 0 ? _name : Path.GetFileNameWithoutExtension(place.File ?? ""), [.. _eventRows], gates, root);
        }

        FaultInput? TopOf(FaultGate[] gates, string? top)
        {
            if (top is not null)
            {
                if (_gates.TryGetValue(top, out var named)) return new(FaultInputKind.Gate, named);
                Error("E-TREE-12", 1, top, Spelling.Nearest(top, _gates.Keys) ?? "");
                return null;
            }
            var isUsed = new bool[gates.Length];
            foreach (var gate in gates)
                foreach (var input in gate.Inputs)
                    if (input.Kind == FaultInputKind.Gate) isUsed[input.Index] = true;
            var tops = Enumerable.Range(0, gates.Length).Where(g => !isUsed[g]).ToArray();
            if (tops.Length == 1) return new(FaultInputKind.Gate, tops[0]);
            Error(tops.Length == 0 ? "E-TREE-11" : "E-TREE-13", 1, string.Join(", ", tops.Take(5).Select(g => gates[g].Name)));
            return null;
        }
    }
}
