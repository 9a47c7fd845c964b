using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>Completes the facts of a contract from a network: who its parties are and who controls them, what the product and its components are
/// worth and where they come from, which restrictions lie on them. What the contract states itself always goes first.</summary>
public sealed class ProductFacts
{
    readonly Network _network;
    readonly Item _item;
    readonly Dictionary<string, FactSpec> _specs;
    readonly ControlGraph _control;
    readonly ProductCosts _costs;
    readonly List<Finding> _findings = [];

    ProductFacts(Network network, Item item, IReadOnlyList<FactSpec> vocabulary)
    {
        (_network, _item) = (network, item);
        _specs = vocabulary.ToDictionary(s => s.Name, StringComparer.Ordinal);
        _control = new(network);
        _costs = new(network);
    }

    /// <summary>The facts of a contract about an item, completed.</summary>
    /// <param name="network">Network at the day of the assessment.</param>
    /// <param name="item">Item that the contract buys.</param>
    /// <param name="contract">What the contract's file states.</param>
    /// <param name="instrument">Instrument whose rows of the table <c>contracts</c> count beside those of none; null for those of none alone.</param>
    /// <param name="vocabulary">Facts there are.</param>
    /// <param name="findings">What was found, added to.</param>
    public static FactSet Of(Network network, Item item, FactSet contract, string? instrument, IReadOnlyList<FactSpec> vocabulary, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(findings);
        var made = new ProductFacts(network, item, vocabulary);
        var facts = made.Complete(contract, instrument);
        foreach (var finding in made._findings) findings.Add(finding);
        return facts;
    }

    FactSet Complete(FactSet contract, string? instrument)
    {
        var root = new Dictionary<string, FactValue>(contract.Root.Facts, StringComparer.Ordinal);
        var lists = contract.Lists.ToDictionary(l => l.Key, l => (IReadOnlyList<FactRecord>)[.. l.Value], StringComparer.Ordinal);
        Rows(root, lists, instrument);
        if (lists.TryGetValue("parties", out var parties)) lists["parties"] = [.. parties.Select(Party)];
        Put(root, "product.value", null, _item.UnitValue, _item.From);
        var line = LineOf(lists.GetValueOrDefault("parties", []));
        var components = Components(line);
        lists["components"] = lists.TryGetValue("components", out var stated) ? [.. stated.Select(s => Filled(s, components.FirstOrDefault(c => c.Id == s.Id)))] : components;
        if (lists["components"].Count == 0) lists.Remove("components");
        if (!lists.ContainsKey("parts") && _specs.ContainsKey("parts.value") && Parts(lists.GetValueOrDefault("components", [])) is { Length: > 0 } parts) lists["parts"] = parts;
        if (!lists.ContainsKey("restrictions")) lists["restrictions"] = Restrictions();
        return new FactSet(new("", root), Groups(lists)) { History = contract.History };
    }

    // Rows of the package's own table of facts; of several about one fact the latest counts.
    void Rows(Dictionary<string, FactValue> root, Dictionary<string, IReadOnlyList<FactRecord>> lists, string? instrument)
    {
        var table = _network.Package["contracts"];
        foreach (var row in table.Rows.OrderByDescending(r => table.Cell(r, "date"), StringComparer.Ordinal).ThenBy(r => table.Cell(r, "id"), StringComparer.Ordinal))
        {
            var (item, about, party) = (table.Cell(row, "item"), table.Cell(row, "instrument"), table.Cell(row, "party"));
            if ((item.Length > 0 && item != _item.Id) || (about.Length > 0 && !about.Equals(instrument, StringComparison.OrdinalIgnoreCase))) continue;
            var name = table.Cell(row, "fact");
            if (_specs.GetValueOrDefault(party.Length > 0 ? "parties." + name : name) is not { } spec)
            {
                _findings.Add(new("W-FACT-01", Severity.Warning, row.Place, name, Spelling.Nearest(name, _specs.Values.Where(s => s.List == (party.Length > 0 ? "parties" : null)).Select(s => s.Field)) ?? ""));
                continue;
            }
            var origin = new FactOrigin("contracts/" + table.Cell(row, "id"), table.Cell(row, "source").Split(' ', StringSplitOptions.RemoveEmptyEntries), table.Cell(row, "basis"), table.Cell(row, "marking"));
            if (FactValue.Parse(spec, table.Cell(row, "value"), origin) is not { } value)
            {
                _findings.Add(new("W-FACT-02", Severity.Warning, row.Place, name, table.Cell(row, "value"), spec.Example));
                continue;
            }
            if (party.Length == 0)
            {
                Put(root, name, value, row.Place);
                continue;
            }
            var records = lists.GetValueOrDefault("parties", []);
            var at = records.FirstOrDefault(r => PartyId(r) == party) ?? new FactRecord(party, new Dictionary<string, FactValue>(StringComparer.Ordinal));
            var facts = new Dictionary<string, FactValue>(at.Facts, StringComparer.Ordinal);
            Put(facts, name, value, row.Place);
            lists["parties"] = [.. records.Where(r => r.Id != at.Id), at with { Facts = facts }];
        }
    }

    void Put(Dictionary<string, FactValue> facts, string name, FactValue value, Place place)
    {
        if (!value.IsKnown) return;
        if (facts.GetValueOrDefault(name) is not { IsKnown: true } known) facts[name] = value;
        else if (known.ToString() != value.ToString() && known.Origin.Place != value.Origin.Place) _findings.Add(new("W-FACT-03", Severity.Warning, place, name, value.ToString(), known.ToString(), known.Origin.Place));
    }

    static string PartyId(FactRecord record) => record.Facts.GetValueOrDefault("party") is { Word.Length: > 0 } named ? named.Word : record.Id;

    FactRecord Party(FactRecord record)
    {
        if (_network.Parties.FirstOrDefault(p => p.Id == PartyId(record)) is not { } party) return record;
        var facts = new Dictionary<string, FactValue>(record.Facts, StringComparer.Ordinal);
        var control = _control.ControlOf(party.Index);
        Put(facts, "country", party.Country, party.From);
        Put(facts, "management", party.Management, party.From);
        Word(facts, "guarantees", party.Guarantees, party.From);
        Word(facts, "size", PartySize(party), party.From);
        // No percentage decides control in EU law: a majority is a flag, and the fact stays open.
        var origin = Origin(party.From) with { Note = control.Kind == ControlKind.Majority ? "majority" : control.Kind == ControlKind.Unknown ? "control-unknown" : "" };
        if (!control.Countries.IsEmpty && control.Kind is not (ControlKind.Majority or ControlKind.Unknown)) Set(facts, "control", new(FactKind.Countries, origin) { Countries = control.Countries, IsOpen = !control.IsComplete });
        else Set(facts, "control", new(FactKind.Countries, origin));
        if (control.Kind is not (ControlKind.Unknown or ControlKind.Majority) && control.IsComplete)
            Set(facts, "controlled_by", new(FactKind.Word, origin) { Word = control.Controllers.Count == 0 ? "nobody" : string.Join(' ', control.Controllers.Select(c => _network.Parties[c].Id)) });
        var places = _network.Lines.Where(l => _control.PartyOf(l) == party.Index && l.Item == _item.Index).Select(_control.PlaceOf).ToArray();
        if (places.Length > 0 && places.All(p => !p.IsEmpty)) Put(facts, "assets", places.Aggregate(CountrySet.Empty, (a, b) => a.Union(b)), party.From);
        return record with { Facts = facts };
    }

    string PartySize(Party party)
    {
        var table = _network.Package["parties"];
        return table.Rows.FirstOrDefault(r => table.Cell(r, "id") == party.Id) is { } row ? table.Cell(row, "size") : "";
    }

    static FactOrigin Origin(Provenance from) => new(from.Address, from.Sources, from.Basis, from.Marking);

    void Set(Dictionary<string, FactValue> facts, string name, FactValue value)
    {
        if (_specs.TryGetValue("parties." + name, out var spec) && spec.Kind == value.Kind && facts.GetValueOrDefault(name) is not { IsKnown: true }) facts[name] = value;
    }

    void Put(Dictionary<string, FactValue> facts, string name, CountrySet countries, Provenance from)
    {
        if (!countries.IsEmpty) Set(facts, name, new(FactKind.Countries, Origin(from)) { Countries = countries });
    }

    void Word(Dictionary<string, FactValue> facts, string name, string word, Provenance from)
    {
        if (word.Length > 0 && _specs.TryGetValue("parties." + name, out var spec) && spec.Words.Contains(word)) Set(facts, name, new(FactKind.Word, Origin(from)) { Word = word });
    }

    void Put(Dictionary<string, FactValue> facts, string name, string? list, Quantity number, Provenance from)
    {
        if (number.IsKnown && _specs.TryGetValue(list is null ? name : $"{list}.{name}", out var spec) && spec.Kind == FactKind.Number && facts.GetValueOrDefault(name) is not { IsKnown: true })
            facts[name] = new(FactKind.Number, Origin(from)) { Number = number };
    }

    // The line of the one party of the contract that makes the product; null where none or several do.
    Line? LineOf(IReadOnlyList<FactRecord> parties)
    {
        var ids = parties.Select(PartyId).ToHashSet(StringComparer.Ordinal);
        var lines = _network.Lines.Where(l => l.Item == _item.Index && _control.PartyOf(l) is >= 0 and var p && ids.Contains(_network.Parties[p].Id)).ToArray();
        return lines is [var only] ? only : null;
    }

    FactRecord[] Components(Line? line)
    {
        var rows = (line is null ? _network.RecipeOfItem[_item.Index] : _network.RecipeFor(line)).ToArray().Select(i => _network.Recipes[i]).Where(r => ProductCosts.IsComponent(_network.Items[r.Input])).ToArray();
        return [.. rows.SelectMany(r => Component(r, line)).OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    IEnumerable<FactRecord> Component(RecipeRow row, Line? line)
    {
        var input = _network.Items[row.Input];
        var value = _costs.Of(row);
        // One of several alternatives may not be used at all.
        if (row.Group.Length > 0 && value.IsKnown) value = Quantity.Between(0, value.High);
        var links = line is null ? [] : _network.LinksOfCustomer[line.Index].ToArray().Select(i => _network.Links[i]).Where(l => l.Item == input.Index && l.Qualified != false).ToArray();
        if (links.Length > 1 && links.All(l => l.Share.IsExact) && Math.Abs(links.Sum(l => l.Share.Low) - 100) < 1e-6)
        {
            foreach (var link in links) yield return Record($"{input.Id}@{_network.Lines[link.Supplier].Id}", value.Times(link.Share.Low / 100), _control.PlaceOf(_network.Lines[link.Supplier]), input, row, "");
            yield break;
        }
        var origin = Places(links.Length > 0 ? [.. links.Select(l => _network.Lines[l.Supplier])] : Makers(input));
        yield return Record(input.Id, value, origin, input, row, origin.IsEmpty ? "origin-open" : "");
    }

    // Who makes an item is known only where its makers are listed in full.
    Line[] Makers(Item item) => item.IsComplete ? [.. _network.LinesOfItem[item.Index].ToArray().Select(i => _network.Lines[i])] : [];

    CountrySet Places(IReadOnlyList<Line> makers)
    {
        var places = makers.Select(_control.PlaceOf).ToArray();
        return places.Length == 0 || places.Any(p => p.IsEmpty) ? CountrySet.Empty : places.Aggregate(CountrySet.Empty, (a, b) => a.Union(b));
    }

    // What the contract says of the origin of a component holds for it here too; the tiers below are the package's.
    FactRecord[] Parts(IReadOnlyList<FactRecord> components) => [.. _costs.Parts(_item.Index).Select(part =>
    {
        var (origin, places) = (Origin(part.Item.From), Places(Makers(part.Item)));
        var stated = components.FirstOrDefault(c => c.Id == part.Item.Id)?.Facts.GetValueOrDefault("country") is { IsKnown: true } known ? known : null;
        return new FactRecord(part.Item.Id, new Dictionary<string, FactValue>(StringComparer.Ordinal)
        {
            ["value"] = new(FactKind.Number, origin) { Number = part.Added },
            ["country"] = stated ?? new(FactKind.Countries, origin with { Note = places.IsEmpty ? "origin-open" : "" }) { Countries = places },
        });
    }).OrderBy(r => r.Id, StringComparer.Ordinal)];

    FactRecord Record(string id, Quantity value, CountrySet origin, Item input, RecipeRow row, string note)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        var known = new FactOrigin(row.From.Address, [.. row.From.Sources.Concat(input.From.Sources).Distinct(StringComparer.Ordinal)], Weaker(row.From.Basis, input.From.Basis), Clearance.Strictest([row.From.Marking, input.From.Marking]));
        if (_specs.ContainsKey("components.value")) facts["value"] = new(FactKind.Number, known with { Note = value.IsKnown && double.IsInfinity(value.High) ? "cost-floor" : "" }) { Number = value };
        if (_specs.ContainsKey("components.country")) facts["country"] = new(FactKind.Countries, known with { Note = note }) { Countries = origin };
        return new(id, facts);
    }

    static string Weaker(string a, string b) => FieldCatalog.Bases.ToList() is var bases && bases.IndexOf(a) >= bases.IndexOf(b) ? a : b;

    static FactRecord Filled(FactRecord stated, FactRecord? known)
    {
        if (known is null) return stated;
        var facts = new Dictionary<string, FactValue>(known.Facts, StringComparer.Ordinal);
        foreach (var (name, value) in stated.Facts.Where(f => f.Value.IsKnown)) facts[name] = value;
        return stated with { Facts = facts };
    }

    FactRecord[] Restrictions()
    {
        var needs = _costs.Needs(_item.Index);
        return [.. _network.Restrictions.Where(r => Target(r) is var t && (t < 0 ? r.TargetTechnology >= 0 && r.TargetTechnology == _item.Technology : needs.ContainsKey(t))).Select(r => Restriction(r, needs)).OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    int Target(Restriction restriction) => restriction.TargetItem >= 0 ? restriction.TargetItem : restriction.TargetLine >= 0 ? _network.Lines[restriction.TargetLine].Item : -1;

    FactRecord Restriction(Restriction row, Dictionary<int, Quantity> needs)
    {
        var origin = Origin(row.From);
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        void Add(string name, FactValue value)
        {
            if (value.IsKnown && _specs.TryGetValue("restrictions." + name, out var spec) && spec.Kind == value.Kind) facts[name] = value;
        }
        var holder = row.HolderParty >= 0 ? _network.Parties[row.HolderParty].Country : row.HolderCountry;
        Add("regime", new(FactKind.Word, origin) { Word = row.Regime });
        Add("holder", new(FactKind.Countries, origin) { Countries = holder });
        Add("on_use", new(FactKind.Flag, origin) { Flag = row.Verbs.Contains("use") });
        Add("on_export", new(FactKind.Flag, origin) { Flag = row.Verbs.Contains("export") });
        if (Target(row) is >= 0 and var target) Add("share", new(FactKind.Number, origin) { Number = _costs.Share(needs[target], _network.Items[target], _item) });
        return new(row.Id, facts);
    }

    // Parties under one control are one; those whose control is not known may be.
    static Dictionary<string, IReadOnlyList<FactRecord>> Groups(Dictionary<string, IReadOnlyList<FactRecord>> lists)
    {
        if (lists.TryGetValue("parties", out var parties)) lists["parties"] = ControlGroups.Mark(parties);
        return lists;
    }
}
