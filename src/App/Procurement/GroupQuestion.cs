using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Procurement;
using Vauban.Core.Studies;

namespace Vauban.App.Procurement;

/// <summary>What somebody asks about groups, as texts: for the command and for the endpoint alike.</summary>
sealed record GroupQuestion
{
    public IReadOnlyList<string> Items { get; init; } = [];
    public IReadOnlyList<string> States { get; init; } = [];
    public string? Candidates { get; init; }
    public IReadOnlyList<string> Facts { get; init; } = [];
    public DateOnly? Date { get; init; }
    public FactSet Contract { get; init; } = FactSet.Empty;
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];
    public int Status { get; init; }

    /// <summary>Lists in which a state stands.</summary>
    static readonly string[] Lists = ["buyers", "participants", "parties"];

    /// <summary>Says what cannot be.</summary>
    /// <exception cref="InputException">Something asked for cannot be.</exception>
    public void Check(Network network, IReadOnlyList<Pack> packs, Texts texts) => _ = Options(network, packs, texts);

    /// <summary>Answers it.</summary>
    /// <exception cref="InputException">Something asked for cannot be.</exception>
    public GroupResult Answer(Network network, IReadOnlyList<Pack> packs, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        var options = Options(network, packs, texts);
        return GroupStudy.Run(network.At(options.Date, Status), options, packs, FactVocabulary.Of([.. packs]).Facts, stop);
    }

    GroupOptions Options(Network network, IReadOnlyList<Pack> packs, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(texts);
        var (items, states) = PoolQuestion.Pool(network, Items, States, texts);
        if (states.Count > GroupOptions.MostStates) throw new InputException(texts.Format("procurement.groups.most", GroupOptions.MostStates.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        CountrySet? candidates = null;
        if (Candidates is { Length: > 0 } text) candidates = CountrySet.TryParse(text, out var set, out var wrong) ? set : throw new InputException(texts.Format("procurement.groups.candidates", wrong ?? text));
        return new()
        {
            Pool = new() { Items = items, States = states, Perimeter = Perimeter, Status = Status, From = network.Package.Head.AsOf }, Candidates = candidates, Date = Date ?? network.Package.Head.AsOf, Contract = Stated(FactVocabulary.Of([.. packs]), states, texts),
        };
    }

    // contract.value=250000000 is a fact of the contract; state-a/safe_loan=yes one of a state, in every list in which it stands.
    FactSet Stated(FactVocabulary vocabulary, IReadOnlyList<string> states, Texts texts)
    {
        var root = new Dictionary<string, FactValue>(Contract.Root.Facts, StringComparer.Ordinal);
        var lists = Contract.Lists.ToDictionary(l => l.Key, l => l.Value.ToList(), StringComparer.Ordinal);
        foreach (var text in Facts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new InputException(texts.Format("procurement.groups.fact", text));
            var (name, value) = (text[..at].Trim(), text[(at + 1)..].Trim());
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var (state, field) = slash < 0 ? ("", name) : (name[..slash], name[(slash + 1)..]);
            var specs = slash < 0 ? vocabulary.Facts.Where(f => f.List is null && f.Name == name).ToArray() : [.. vocabulary.Facts.Where(f => f.Field == field && Lists.Contains(f.List))];
            if (slash >= 0 && !states.Contains(state) && !Countries.TryFind(state, out _)) throw new InputException(texts.Format("procurement.state.unknown", state, string.Join(", ", states.Take(20))));
            if (specs.Length == 0)
            {
                var known = vocabulary.Facts.Where(f => slash < 0 ? f.List is null : Lists.Contains(f.List)).Select(f => slash < 0 ? f.Name : f.Field).Distinct(StringComparer.Ordinal).ToArray();
                throw new InputException(texts.Format("procurement.groups.fact.unknown", field, Spelling.Nearest(field, known) ?? string.Join(", ", known.Take(12))));
            }
            foreach (var spec in specs)
            {
                if (FactValue.Parse(spec, value, FactOrigin.None) is not { } parsed) throw new InputException(texts.Format("procurement.groups.fact.value", field, value, spec.Example));
                if (spec.List is null) root[name] = parsed;
                else
                {
                    if (!lists.TryGetValue(spec.List, out var records)) lists[spec.List] = records = [];
                    var place = records.FindIndex(r => r.Id == state);
                    var facts = place < 0 ? new Dictionary<string, FactValue>(StringComparer.Ordinal) : new(records[place].Facts, StringComparer.Ordinal);
                    facts[field] = parsed;
                    if (place < 0) records.Add(new(state, facts));
                    else records[place] = new(state, facts);
                }
            }
        }
        return Contract with { Root = new("", root), Lists = lists.ToDictionary(l => l.Key, l => (IReadOnlyList<FactRecord>)l.Value, StringComparer.Ordinal) };
    }
}
