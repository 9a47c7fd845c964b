using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>What counts as a sector, in which firms replace one another, when firms are read from a package.</summary>
public enum CascadeSectors
{
    /// <summary>The item of which a firm sells most, by value.</summary>
    Item,
    /// <summary>The code of the Combined Nomenclature of that item; the item where it has none.</summary>
    CnCode,
    /// <summary>The kind of that item: system, component, material and so on.</summary>
    Kind,
}

/// <summary>How a package is read as a network of firms.</summary>
public sealed record CascadePackageOptions
{
    /// <summary>Technologies whose goals are served, by id; all that have goals of the verb where empty.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Verb of the goals. Default produce.</summary>
    public string Verb { get; init; } = "produce";

    /// <summary>Who is "we"; it decides which supply that no row lists counts as inside. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>What counts as a sector. Default the item.</summary>
    public CascadeSectors Sectors { get; init; }
}

/// <summary>The firms of a package and what they sell each other while the goals are served as far as they can be today.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Network">The package as it counts on the day.</param>
/// <param name="Input">Firms, sectors and links; null where the package says too little, and a finding says what.</param>
/// <param name="Makers">Firms, by index, whose failure is a question: all but the goals.</param>
/// <param name="Level">Part of the goals that can be met today, 0 to 1; flows are those of that part.</param>
/// <param name="Findings">What should be known before the cascade is read.</param>
public sealed record CascadePackage(CascadePackageOptions Options, Network Network, CascadeInput? Input, IReadOnlyList<int> Makers, double Level, IReadOnlyList<Finding> Findings)
{
    /// <summary>Reads a package.</summary>
    /// <remarks>W_ij, EUR a month, is the sum over the items that i makes and j uses: what j takes of the item from i, times the item's unit value (central). What j takes is
    /// what it makes times the recipe's quantity; it comes from j's qualified links where it has any for the item, else from all makers of the item by
    /// their part in what lies open. What everybody makes comes from a linear program that meets as much of the goals as can be met, in the central reading; makers of
    /// unknown size are used last. The goals buy what is delivered to them.</remarks>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static CascadePackage Read(Network network, CascadePackageOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var goals = SurviveEngine.Goals(table.Network, options.Technologies, options.Verb);
        var chain = ChainReader.Read(table, goals, Reading.Central);
        return new CascadePackageReader(table, chain, new(chain, solver, stop), options).Read();
    }
}

/// <summary>Adds up what the makers of a chain sell each other, firm by firm.</summary>
sealed class CascadePackageReader(SupplyTable table, Chain chain, SteadyFlows flows, CascadePackageOptions options)
{
    const string Goals = "(goals)";

    // Below this part of what lies open a maker is used by rounding only.
    const double Dust = 1e-9;

    readonly Network _network = table.Network;
    readonly List<Finding> _findings = [];
    readonly List<string> _firms = [];
    readonly Dictionary<string, int> _firmOf = new(StringComparer.Ordinal);
    readonly SortedDictionary<(int Supplier, int Customer), double> _amounts = [];
    readonly Dictionary<(int Supplier, int Customer), InputClass> _classes = [];
    readonly SortedDictionary<(int Firm, int Item), double> _sold = [];
    readonly SortedSet<int> _unvalued = [];
    readonly SortedSet<int> _uses = [];
    int _own, _left;

    public CascadePackage Read()
    {
        var makers = chain.Makers.Select(m => Firm(table.All[m.Supply])).ToArray();
        var all = Enumerable.Range(0, _firms.Count).ToArray();
        for (var m = 0; m < makers.Length; m++)
        {
            foreach (var use in chain.Makers[m].Uses) Take(m, use, 1, use.IsImportant ? InputClass.NonEssential : InputClass.Essential);
            for (var g = 0; g < chain.Makers[m].Groups.Length; g++)
            {
                var group = chain.Makers[m].Groups[g];
                for (var a = 0; a < group.Length; a++)
                    if (!chain.IsShared[group[a].Item]) Take(m, group[a], flows.PartShare[m][g][a], group.Length > 1 || group[a].IsImportant ? InputClass.NonEssential : InputClass.Essential);
            }
        }
        foreach (var demand in chain.Demands)
        {
            var goal = _network.Goals[demand.Row];
            FromPool(demand.Item, demand.PerDay * flows.Level, FirmOf($"goal:{_network.Technologies[goal.Technology].Id}/{goal.Verb}"), InputClass.Essential);
        }
        Tell();
        if (_findings.Exists(f => f.Severity == Severity.Error)) return new(options, _network, null, [], flows.Level, _findings);
        return new(options, _network, Input(makers), all, flows.Level, _findings);

        void Take(int m, ChainUse use, double part, InputClass @class)
        {
            var need = flows.Output[m] * use.Quantity * part;
            if (!(need > 0)) return;
            if (!chain.LinksInto.TryGetValue((m, use.Item), out var links)) FromPool(use.Item, need, makers[m], @class);
            else
                foreach (var l in links)
                    if (flows.LinkShare[l] > Dust) Sell(makers[chain.Links[l].Supplier], makers[m], use.Item, flows.LinkShare[l] * need, @class);
        }

        void FromPool(int item, double need, int customer, InputClass @class)
        {
            foreach (var m in chain.MakersOf[item])
                if (flows.PoolShare[m] > Dust && need > 0) Sell(makers[m], customer, item, flows.PoolShare[m] * need, @class);
        }
    }

    // Who has no party is a firm by itself: a line, what a published total leaves, supply that no row lists.
    int Firm(Supply supply) => FirmOf(table.Actors.Of(supply, ActorKind.Party).FirstOrDefault() is { Kind: ActorKind.Party } party ? party.Id(_network) : supply.Line >= 0 ? "line:" + supply.Id : supply.Id);

    int FirmOf(string id)
    {
        if (_firmOf.TryGetValue(id, out var at)) return at;
        _firmOf[id] = at = _firms.Count;
        _firms.Add(id);
        return at;
    }

    void Sell(int supplier, int customer, int item, double perDay, InputClass @class)
    {
        // What stays within a firm is no sale: the firm fails as one.
        if (supplier == customer)
        {
            _own++;
            return;
        }
        _uses.Add(item);
        var value = _network.Items[item].UnitValue;
        if (!value.IsKnown || !double.IsFinite(value.Central) || value.Central < 0)
        {
            _unvalued.Add(item);
            _left++;
            return;
        }
        var amount = perDay * Units.DaysPerMonth * value.Central;
        if (!(amount > 0)) return;
        _amounts[(supplier, customer)] = _amounts.GetValueOrDefault((supplier, customer)) + amount;
        _sold[(supplier, item)] = _sold.GetValueOrDefault((supplier, item)) + amount;
        if (@class > _classes.GetValueOrDefault((supplier, customer))) _classes[(supplier, customer)] = @class;
    }

    CascadeInput Input(int[] makers)
    {
        var names = new List<string>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var main = new int[_firms.Count];
        Array.Fill(main, -1);
        var most = new double[_firms.Count];
        foreach (var ((firm, item), amount) in _sold)
            if (amount > most[firm]) (most[firm], main[firm]) = (amount, item);
        // Who sells nothing is in the sector of the first item it could make.
        for (var m = 0; m < makers.Length; m++)
            if (main[makers[m]] < 0) main[makers[m]] = chain.Makers[m].Item;
        var sectorOf = _firms.Select((_, f) => Sector(main[f] < 0 ? Goals : SectorName(_network.Items[main[f]]))).ToArray();
        var classes = new Dictionary<(int, int), InputClass>();
        foreach (var ((supplier, customer), @class) in _classes)
            if (@class > classes.GetValueOrDefault((sectorOf[supplier], sectorOf[customer]))) classes[(sectorOf[supplier], sectorOf[customer])] = @class;
        var sales = new double[_firms.Count];
        foreach (var ((supplier, _), amount) in _amounts) sales[supplier] += amount;
        return new()
        {
            Firms = _firms, Sectors = names, SectorOf = sectorOf, Links = [.. _amounts.Select(a => new CascadeLink(a.Key.Supplier, a.Key.Customer, a.Value))],
            ClassOf = (k, l) => classes.TryGetValue((k, l), out var said) ? said : null, DefaultClass = InputClass.Essential, Weights = sales, FinalSector = names.IndexOf(Goals),
        };

        int Sector(string name)
        {
            if (index.TryGetValue(name, out var at)) return at;
            index[name] = at = names.Count;
            names.Add(name);
            return at;
        }
    }

    string SectorName(Item item) => options.Sectors switch
    {
        CascadeSectors.CnCode when item.CnCode.Length > 0 => "CN " + item.CnCode,
        CascadeSectors.Kind when item.Kind.Length > 0 => item.Kind,
        _ => item.Id,
    };

    void Tell()
    {
        if (flows.Level <= 0 || (_amounts.Count == 0 && _unvalued.Count == 0)) _findings.Add(new("E-CASC-08", Severity.Error, new Place()));
        else if (_amounts.Count == 0) _findings.Add(new("E-CASC-09", Severity.Error, new Place(), Text(_unvalued.Count), Text(_uses.Count)));
        else
        {
            if (_unvalued.Count > 0) _findings.Add(new("W-CASC-05", Severity.Warning, new Place(), Text(_unvalued.Count), _network.Items[_unvalued.Min].Id, Text(_left)));
            if (flows.Level < 1) _findings.Add(new("N-CASC-04", Severity.Note, new Place(), Math.Round(100 * flows.Level, 1).ToString(CultureInfo.InvariantCulture)));
            var nobody = _firms.Count(f => !f.StartsWith("party:", StringComparison.Ordinal) && !f.StartsWith("goal:", StringComparison.Ordinal));
            if (nobody > 0) _findings.Add(new("N-CASC-05", Severity.Note, new Place(), Text(nobody)));
            if (_own > 0) _findings.Add(new("N-CASC-06", Severity.Note, new Place(), Text(_own)));
            var held = chain.Makers.SelectMany(m => m.Held).Distinct().Count();
            if (held > 0) _findings.Add(new("N-CASC-07", Severity.Note, new Place(), Text(held)));
        }
    }

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
