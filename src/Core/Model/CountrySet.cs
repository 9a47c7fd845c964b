using System.Collections.Frozen;

namespace Vauban.Core.Model;

/// <summary>A set of countries (ISO 3166-1 alpha-2), as a set of bits.</summary>
public readonly record struct CountrySet
{
    readonly ulong _a, _b, _c, _d;

    CountrySet(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>No country; as a cell it means unknown.</summary>
    public static CountrySet Empty => default;

    /// <summary>All countries of the table.</summary>
    public static CountrySet World { get; } = Countries.All.Aggregate(Empty, (set, c) => set.With(c.Index));

    /// <summary>True when no country is in the set.</summary>
    public bool IsEmpty => (_a | _b | _c | _d) == 0;

    /// <summary>Number of countries in the set.</summary>
    public int Count => System.Numerics.BitOperations.PopCount(_a) + System.Numerics.BitOperations.PopCount(_b)
        + System.Numerics.BitOperations.PopCount(_c) + System.Numerics.BitOperations.PopCount(_d);

    /// <summary>True when every country of this set is in the other.</summary>
    public bool IsSubsetOf(CountrySet other) => Except(other).IsEmpty;

    /// <summary>True when the two sets share a country.</summary>
    public bool Intersects(CountrySet other) => ((_a & other._a) | (_b & other._b) | (_c & other._c) | (_d & other._d)) != 0;

    /// <summary>Countries of either set.</summary>
    public CountrySet Union(CountrySet o) => new(_a | o._a, _b | o._b, _c | o._c, _d | o._d);

    /// <summary>Countries of this set that are not in the other.</summary>
    public CountrySet Except(CountrySet o) => new(_a & ~o._a, _b & ~o._b, _c & ~o._c, _d & ~o._d);

    /// <summary>True when the country with this index is in the set.</summary>
    public bool Contains(int index) => ((index >> 6) switch { 0 => _a, 1 => _b, 2 => _c, _ => _d } >> (index & 63) & 1) != 0;

    /// <summary>Codes in the set, in alphabetical order.</summary>
    public IEnumerable<string> Codes
    {
        get
        {
            var set = this;
            return Countries.All.Where(c => set.Contains(c.Index)).Select(c => c.Code);
        }
    }

    CountrySet With(int index)
    {
        var bit = 1UL << (index & 63);
        return (index >> 6) switch { 0 => new(_a | bit, _b, _c, _d), 1 => new(_a, _b | bit, _c, _d), 2 => new(_a, _b, _c | bit, _d), _ => new(_a, _b, _c, _d | bit) };
    }

    /// <summary>The set of one country.</summary>
    public static CountrySet Of(Country country) => Empty.With(country.Index);

    /// <summary>Reads <c>NO</c>, <c>EU27+NO</c>, <c>EU+EEA+UA</c>, <c>European-NATO</c>, <c>WORLD except EU27+NO</c>; blank is the empty set.</summary>
    /// <param name="text">The text.</param>
    /// <param name="set">The countries.</param>
    /// <param name="wrong">The part that is no country and no set.</param>
    public static bool TryParse(string text, out CountrySet set, out string? wrong)
    {
        set = Empty;
        wrong = null;
        text = text.Trim();
        if (text.Length == 0) return true;
        var cut = text.IndexOf(" except ", StringComparison.OrdinalIgnoreCase);
        if (cut >= 0)
        {
            if (!TryParse(text[..cut], out var left, out wrong) || !TryParse(text[(cut + 8)..], out var right, out wrong)) return false;
            set = left.Except(right);
            return true;
        }
        foreach (var part in text.Split('+', StringSplitOptions.TrimEntries))
        {
            if (Countries.TryFind(part, out var country)) set = set.Union(Of(country));
            else if (Countries.Sets.TryGetValue(part, out var named)) set = set.Union(named);
            else
            {
                wrong = part;
                return false;
            }
        }
        return true;
    }

    /// <summary>Codes joined by a plus sign.</summary>
    public override string ToString() => string.Join('+', Codes);
}

/// <summary>A country of the table.</summary>
/// <param name="Index">Position in the table.</param>
/// <param name="Code">ISO 3166-1 alpha-2 code.</param>
/// <param name="Names">Name by language (en, fr, de).</param>
public sealed record Country(int Index, string Code, IReadOnlyDictionary<string, string> Names);

/// <summary>The table of countries and named sets, from the data file <c>countries.csv</c>.</summary>
public static class Countries
{
    static readonly (Country[] All, FrozenDictionary<string, CountrySet> Sets, FrozenDictionary<string, Country> ByCode, string[] SetNames) Data = Read();

    /// <summary>All countries, by code.</summary>
    public static IReadOnlyList<Country> All => Data.All;

    /// <summary>Named sets without regard to case: those of the file, and EU, EEA, WORLD.</summary>
    public static IReadOnlyDictionary<string, CountrySet> Sets => Data.Sets;

    /// <summary>Names of the sets, for suggestions.</summary>
    public static IReadOnlyList<string> SetNames => Data.SetNames;

    /// <summary>Finds a country by its code (EL and UK are read as GR and GB).</summary>
    public static bool TryFind(string code, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Country? country) => Data.ByCode.TryGetValue(code, out country);

    static (Country[], FrozenDictionary<string, CountrySet>, FrozenDictionary<string, Country>, string[]) Read()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("countries.csv")!;
        using var reader = new StreamReader(stream);
        var head = reader.ReadLine()!;
        System.Diagnostics.Debug.Assert(head == "code,en,fr,de,sets");
        var all = new List<Country>();
        var members = new List<(int Index, string[] Sets)>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            members.Add((all.Count, cells[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            all.Add(new(all.Count, cells[0], new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = cells[1], ["fr"] = cells[2], ["de"] = cells[3] }));
        }
        var byCode = all.ToDictionary(c => c.Code, StringComparer.Ordinal);
        byCode["EL"] = byCode["GR"];
        byCode["UK"] = byCode["GB"];
        var sets = new Dictionary<string, CountrySet>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, names) in members)
            foreach (var name in names)
                sets[name] = sets.GetValueOrDefault(name).Union(CountrySet.Of(all[index]));
        sets["EU"] = sets["EU27"];
        sets["EEA"] = sets["EU+EEA"];
        sets["European NATO"] = sets["European-NATO"];
        sets["WORLD"] = all.Aggregate(CountrySet.Empty, (set, c) => set.Union(CountrySet.Of(c)));
        return ([.. all], sets.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), byCode.ToFrozenDictionary(StringComparer.Ordinal), [.. sets.Keys.Order(StringComparer.Ordinal)]);
    }
}

/// <summary>Who "we" are: a named set of countries. Always the user's choice and always shown.</summary>
/// <param name="Name">Name on screen.</param>
/// <param name="Members">Countries inside.</param>
public sealed record Perimeter(string Name, CountrySet Members)
{
    /// <summary>The four perimeters shown side by side where the user names none.</summary>
    public static IReadOnlyList<Perimeter> Defaults { get; } =
    [
        new("EU27", Countries.Sets["EU27"]), new("EU+EEA", Countries.Sets["EU+EEA"]), new("EU+EEA+UA", Countries.Sets["EU+EEA+UA"]), new("European NATO", Countries.Sets["European-NATO"]),
    ];

    /// <summary>Reads a perimeter: a named set, or countries joined by plus signs, possibly named (<c>Nordics=DK+FI+SE+NO+IS</c>).</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Perimeter? perimeter, out string? wrong)
    {
        perimeter = null;
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (!CountrySet.TryParse(at < 0 ? text : text[(at + 1)..], out var set, out wrong)) return false;
        if (set.IsEmpty)
        {
            wrong = text;
            return false;
        }
        var name = (at < 0 ? text : text[..at]).Trim();
        perimeter = new(name.Equals("European-NATO", StringComparison.OrdinalIgnoreCase) ? "European NATO" : name, set);
        return true;
    }
}
