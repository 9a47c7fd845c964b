using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>Measures the concentration of the supply of one item.</summary>
sealed class ConcentrationMeter
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    static readonly Perimeter Union = Perimeter.Defaults[0];

    readonly SupplyTable _table;
    readonly ExposureOptions _options;
    readonly Item _item;
    readonly ItemSupply _supply;
    readonly double _total;
    readonly Coverage _coverage;
    readonly Provenance[] _rows;

    public ConcentrationMeter(SupplyTable table, Item item, ExposureOptions options)
    {
        _table = table;
        _options = options;
        _item = item;
        _supply = new(table, item);
        _total = _supply.Sum(Reading.Central);
        var asked = table.OfItem[item.Index].ToArray().Select(s => table.All[s])
            .Where(s => s.Kind == SupplyKind.Line || (!_supply.IsShareOfNeed && s.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside)).ToArray();
        _coverage = new(asked.Count(s => s is { Kind: SupplyKind.Line, IsTrusted: true, Capacity.IsKnown: true } && (s.IsShareOfNeed || !_supply.IsShareOfNeed)), asked.Length, false);
        _rows = [.. asked.Where(s => s.Line >= 0).Select(s => table.Network.Lines[s.Line].From), .. table.Network.TotalsOfItem[item.Index].ToArray().Select(t => table.Network.Totals[t].From)];
    }

    public ItemConcentration Measure()
    {
        var levels = ExposureOptions.Levels.Where(l => _options.Of.Count == 0 || _options.Of.Contains(l)).Select(MeasureLevel).ToArray();
        var countries = levels.FirstOrDefault(l => l.Level == ActorKind.Country) ?? MeasureLevel(ActorKind.Country);
        return new(_item, _supply.IsShareOfNeed, _supply.IsSizeKnown, _coverage, OutsideShare(), ThirdCountry(countries), levels);
    }

    /// <summary>Supplies of known size over all supplies.</summary>
    public Coverage Coverage => _coverage;

    /// <summary>Rows that the supply is stated in.</summary>
    public IReadOnlyList<Provenance> Rows => _rows;

    /// <summary>Share of a country, whether or not a row names it.</summary>
    public HolderShare CountryShare(int country) => Share(ActorKind.Country, country, _countries ??= [.. _supply.Parts.Select(p => Attribution.Of(_table, p.Supply, ActorKind.Country))]);

    Hand[]? _countries;

    string Address(string figure) => $"exposure/concentration/{_item.Id}/{figure}";

    Figure Figure(string address, double low, double central, double high, string unit) => Provenances.Figure(Address(address), low, central, high, unit, _coverage, _rows);

    LevelConcentration MeasureLevel(ActorKind level)
    {
        var keys = _supply.Parts.Select(p => Attribution.Of(_table, p.Supply, level)).ToArray();
        var named = keys.Where(k => k.Kind == HandKind.Named).Select(k => k.Index).Distinct().Order().ToArray();
        var holders = named.Select(n => Share(level, n, keys)).OrderByDescending(h => h.Central).ThenBy(h => h.Holder).ToArray();
        var rest = 0.0;
        for (var i = 0; i < keys.Length; i++)
            if (keys[i].Kind != HandKind.Named) rest += _supply.Parts[i].Central;
        var name = Attribution.Word(level);
        if (_total <= 0) return new(level, holders, 0, null, null);
        if (holders.Sum(h => h.Central) <= 0 && !keys.Any(k => k.Kind == HandKind.Block)) return new(level, holders, 1, null, null);
        var hhi = Index(keys);
        return new(level, holders, rest / Denominator(Reading.Central), Figure(name + "/hhi", hhi.Low, hhi.Central, hhi.High, "1"),
            Figure(name + "/effective", 1 / hhi.High, 1 / hhi.Central, 1 / hhi.Low, "1"));
    }

    // Stated shares are of a whole of 1 whatever their rounding.
    double Denominator(Reading reading) => _supply.IsShareOfNeed ? 1 : _supply.Sum(reading);

    (double Low, double Central, double High) Index(Hand[] keys)
    {
        var central = Index(keys, Reading.Central).Low;
        // Stated shares leave a rest that is as large as they are small: at their least they bound both ends.
        var (low, high) = _supply.IsShareOfNeed ? OfShares(keys) : ConcentrationBox.Of(Sizes(keys, HandKind.Named), Sizes(keys, HandKind.Block), Sizes(keys, HandKind.Divisible) is [var missing] ? missing : default);
        return (Math.Min(low, central), central, Math.Max(central, high));
    }

    (double Low, double High) OfShares(Hand[] keys)
    {
        var ranges = Readings.Where(r => _supply.Sum(r) > 0).Select(r => Index(keys, r)).ToArray();
        return (ranges.Min(r => r.Low), Math.Min(1, ranges.Max(r => r.High)));
    }

    // Least and largest size of each hand of a kind.
    (double Least, double Most)[] Sizes(Hand[] keys, HandKind kind) =>
        [.. keys.Select((k, i) => (Hand: k, Part: _supply.Parts[i])).Where(p => p.Hand.Kind == kind).GroupBy(p => p.Hand.Index).OrderBy(g => g.Key).Select(g => (g.Sum(p => p.Part.Least), g.Sum(p => p.Part.Most)))];

    HerfindahlIndex Index(Hand[] keys, Reading reading)
    {
        var whole = Denominator(reading);
        var sums = new SortedDictionary<(HandKind, int), double>();
        var missing = 0.0;
        for (var i = 0; i < keys.Length; i++)
        {
            var size = _supply.Parts[i][reading] / whole;
            if (keys[i].Kind == HandKind.Divisible) missing += size;
            else sums[(keys[i].Kind, keys[i].Index)] = sums.GetValueOrDefault((keys[i].Kind, keys[i].Index)) + size;
        }
        return HerfindahlIndex.Of(sums.Where(s => s.Key.Item1 == HandKind.Named).Select(s => s.Value), missing, sums.Where(s => s.Key.Item1 == HandKind.Block).Select(s => s.Value));
    }

    HolderShare Share(ActorKind level, int holder, Hand[] keys)
    {
        double least = 0, most = 0, central = 0, othersLeast = 0, othersMost = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var part = _supply.Parts[i];
            if (keys[i] == new Hand(HandKind.Named, holder))
            {
                least += part.Least;
                most += part.Most;
                central += part.Central;
                continue;
            }
            othersMost += part.Most;
            if (keys[i].Kind != HandKind.Named && Attribution.MayBe(part.Supply, level, holder)) most += part.Most;
            else othersLeast += part.Least;
        }
        var share = _total > 0 ? central / Denominator(Reading.Central) : 0;
        // Stated shares may add up to a little more than a whole.
        return new(new(level, holder), Math.Min(share, Lowest(least, othersMost)), share, Math.Max(share, Highest(most, othersLeast)));
    }

    // Share of one side at its least while the other is at its most, and the reverse. Stated shares are of a whole of 1.
    double Lowest(double least, double othersMost) => _supply.IsShareOfNeed ? least : double.IsInfinity(othersMost) || least <= 0 ? 0 : least / (least + othersMost);

    double Highest(double most, double othersLeast) => _supply.IsShareOfNeed ? Math.Max(0, Math.Min(most, 1 - othersLeast)) : 1 - Lowest(othersLeast, most);

    Figure? OutsideShare()
    {
        if (_total <= 0) return null;
        double outLeast = 0, outMost = 0, inLeast = 0, inMost = 0, outCentral = 0, inCentral = 0;
        foreach (var part in _supply.Parts)
        {
            if (!part.Inside.Optimistic) outLeast += part.Least;
            else inMost += part.Most;
            if (part.Inside.Pessimistic) inLeast += part.Least;
            else outMost += part.Most;
            // The rest of published shares has no place: it counts on neither side in the central reading.
            if (part.Supply is null) continue;
            if (part.Inside.Central) inCentral += part.Central;
            else outCentral += part.Central;
        }
        if (outCentral + inCentral <= 0) return null;
        var share = outCentral / (outCentral + inCentral);
        return Figure("outside", Math.Min(share, Lowest(outLeast, inMost)), share, Math.Max(share, Highest(outMost, inLeast)), "1");
    }

    ThirdCountryShare? ThirdCountry(LevelConcentration countries)
    {
        var isStrategic = StrategicMaterials.Contains(_item);
        var members = (isStrategic ? Union : _options.Perimeter).Members;
        var third = countries.Holders.Where(h => !members.Contains(h.Holder.Index)).ToArray();
        if (third.Length == 0 || _total <= 0) return null;
        // Shares are quotients of published numbers: 65 % must not be above 65 % by a rounding of the machine.
        bool IsAbove(double share) => share > _options.ThirdCountryLine + 1e-9;
        var mayBeUnlisted = MayBeUnlisted(members);
        var verdict = third.Any(h => IsAbove(h.Low)) ? LineVerdict.Exceeds : third.Any(h => IsAbove(h.High)) || mayBeUnlisted ? LineVerdict.Unknown : LineVerdict.Within;
        var largest = third[0];
        return new(largest.Holder, Figure("third-country", largest.Low, largest.Central, largest.High, "1"), verdict, IsAbove(largest.Central), isStrategic);

        // A third country that no row names may stand behind the unattributed part.
        bool MayBeUnlisted(CountrySet inside)
        {
            double rest = 0, attributed = 0;
            foreach (var part in _supply.Parts)
            {
                var hand = Attribution.Of(_table, part.Supply, ActorKind.Country);
                if (hand.Kind == HandKind.Named || (part.Supply is { Place.IsEmpty: false } s && s.Place.IsSubsetOf(inside))) attributed += part.Least;
                else rest += part.Most;
            }
            return IsAbove(Highest(rest, attributed));
        }
    }
}

/// <summary>How a part of a supply is held at a level.</summary>
enum HandKind
{
    /// <summary>By a known holder.</summary>
    Named,
    /// <summary>In one hand, but nobody knows whether it is that of another holder too.</summary>
    Block,
    /// <summary>By nobody known, one or many.</summary>
    Divisible,
}

/// <summary>The hand that holds a part: kind, and index of the site, party or country (-1 where there is none).</summary>
readonly record struct Hand(HandKind Kind, int Index);

/// <summary>Who holds a supply at a level.</summary>
static class Attribution
{
    static readonly Hand Nobody = new(HandKind.Divisible, -1);

    /// <summary>Word of a level in addresses.</summary>
    public static string Word(ActorKind level) => level switch { ActorKind.Site => "site", ActorKind.Party => "party", ActorKind.Owner => "owner", ActorKind.Line => "line", _ => "country" };

    /// <summary>The hand that holds a supply. Makers of an area are several parties, an area of several countries is no country; a line without a place
    /// counts where its party is established.</summary>
    public static Hand Of(SupplyTable table, Supply? supply, ActorKind level)
    {
        if (supply is null) return Nobody;
        if (level == ActorKind.Country) return CountryOf(table, supply);
        if (supply.Line < 0) return Nobody;
        var line = table.Network.Lines[supply.Line];
        if (level == ActorKind.Site) return line.Site >= 0 ? new(HandKind.Named, line.Site) : Nobody;
        var party = table.Control.PartyOf(line);
        if (party < 0 || IsArea(table.Network.Parties[party])) return Nobody;
        return level == ActorKind.Party ? new(HandKind.Named, party) : OwnerOf(table, party);
    }

    static bool IsArea(Party party) => party.Kind == "makers" || party.Country.Count > 1;

    static Hand OwnerOf(SupplyTable table, int party)
    {
        var control = table.Control.ControlOf(party);
        var top = control.Controllers.Count > 0 ? control.Controllers[^1] : party;
        // Joint control and a chain whose end is unknown leave the supply in one hand, but not in a known one.
        return control.Kind == ControlKind.Joint || !control.IsComplete ? new(HandKind.Block, top) : new(HandKind.Named, top);
    }

    static Hand CountryOf(SupplyTable table, Supply supply)
    {
        var place = PlaceOf(table, supply);
        return place.Count == 1 && supply.Kind is SupplyKind.Line or SupplyKind.Others ? new(HandKind.Named, Countries.All.First(c => place.Contains(c.Index)).Index) : Nobody;
    }

    static CountrySet PlaceOf(SupplyTable table, Supply supply)
    {
        if (!supply.Place.IsEmpty || supply.Line < 0) return supply.Place;
        var party = table.Control.PartyOf(table.Network.Lines[supply.Line]);
        return party < 0 ? CountrySet.Empty : table.Network.Parties[party].Country;
    }

    /// <summary>Whether a part without a known holder may be a holder's.</summary>
    public static bool MayBe(Supply? supply, ActorKind level, int holder) =>
        supply is null || level != ActorKind.Country || supply.Place.IsEmpty || supply.Place.Contains(holder);
}
