using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>The facts that rule packs may ask for, so that one contract file serves all packs.</summary>
public sealed class FactVocabulary
{
    // Above the vocabulary that is built in, which reads with it.
    static readonly (string, FactKind)[] Kinds = [("flag", FactKind.Flag), ("number", FactKind.Number), ("date", FactKind.Date), ("word", FactKind.Word), ("countries", FactKind.Countries)];

    readonly Dictionary<string, FactSpec> _byName;

    FactVocabulary(IReadOnlyList<FactSpec> facts)
    {
        Facts = facts;
        _byName = facts.ToDictionary(f => f.Name, StringComparer.Ordinal);
        Lists = [.. facts.Where(f => f.List is not null).Select(f => f.List!).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Facts in order.</summary>
    public IReadOnlyList<FactSpec> Facts { get; }

    /// <summary>Names of the lists, in order.</summary>
    public IReadOnlyList<string> Lists { get; }

    /// <summary>A fact by its name, or null.</summary>
    public FactSpec? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Facts of the records of a list.</summary>
    public IEnumerable<FactSpec> Of(string list) => Facts.Where(f => f.List == list);

    /// <summary>The vocabulary with further facts.</summary>
    public FactVocabulary With(IEnumerable<FactSpec> more) => new([.. Facts, .. more]);

    /// <summary>The vocabulary that is built in, with the facts that some packs have of their own.</summary>
    public static FactVocabulary Of(params ReadOnlySpan<Pack> packs)
    {
        var all = BuiltIn;
        foreach (var pack in packs) all = all.With([.. pack.Facts.Where(f => all.Find(f.Name) is null)]);
        return all;
    }

    /// <summary>The vocabulary that is built in (<c>packs/eligibility-facts</c>).</summary>
    public static FactVocabulary BuiltIn { get; } = Load();

    static FactVocabulary Load()
    {
        var findings = new List<Finding>();
        using var stream = typeof(FactVocabulary).Assembly.GetManifestResourceStream("packs/eligibility-facts/facts.json")!;
        var facts = CheckedFile.Json<List<FactSpec>>(stream, new("facts.json"), RulePackFile.MostBytes, findings, root => Read(root, new(new("facts.json"), findings), ""));
        return findings.Count == 0 ? new(facts!) : throw new InvalidDataException($"packs/eligibility-facts/facts.json: {findings[0].Code} {string.Join(", ", findings[0].Values)}");
    }

    /// <summary>Reads facts of a file.</summary>
    internal static List<FactSpec> Read(JsonElement root, JsonReading read, string at)
    {
        var facts = new List<FactSpec>();
        foreach (var (json, place) in read.List(root, "facts", at))
        {
            if (!read.IsObject(json, place, "name", "kind", "title", "words", "unit", "ask")) continue;
            var name = read.Text(json, "name", place);
            var kind = read.Choice(json, "kind", place, Kinds);
            // contract.signed is of the contract; parties.country is of each record of a list. Lists are plural words.
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            var list = dot > 0 && name[..dot].EndsWith('s') ? name[..dot] : null;
            if (facts.Any(f => f.Name == name)) read.Error("E-PACK-06", place, name);
            else facts.Add(new(name, list, list is null ? name : name[(dot + 1)..], kind, read.Words(json, "title", place) ?? new(name))
            {
                Words = [.. read.List(json, "words", place).Select(w => w.Json.GetString() ?? "")],
                Unit = read.Text(json, "unit", place, isNeeded: false),
                Ask = read.Words(json, "ask", place, isNeeded: false),
            });
        }
        return facts;
    }
}
