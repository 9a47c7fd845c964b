using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Reports;

/// <summary>An assessment of examples/hello put together by hand from its README, so that the pages are tested without the engine.</summary>
static class HelloSample
{
    static readonly Coverage Counted = new(9, 10, false);

    public static Network Network { get; } = (PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/hello"), new List<Finding>())
        ?? throw new InvalidOperationException("examples/hello does not load.")).At(null, 0);

    public static SovereigntyResult Result { get; } = Make(Network, Perimeter.Defaults);

    public static Grid Grid(int perimeter) => Result.Grids[perimeter];

    public static VerbRow Row(int perimeter, string verb) => Grid(perimeter).Rows.Single(r => r.Verb == verb);

    public static SovereigntyResult Make(Network network, IReadOnlyList<Perimeter> perimeters)
    {
        var options = new SovereigntyOptions { Perimeters = perimeters };
        var grids = network.Technologies.SelectMany(t => perimeters.Select((p, i) => Grid(network, t, p, i))).ToArray();
        var board = Item(network, "board");
        PerimeterDifference[] differences = perimeters.Count < 2 ? [] :
            [new(network.Technologies[0], "produce", perimeters[0], perimeters[1], RelianceVerdict.OnlyWithOthers, RelianceVerdict.Unknown, board, (40, 40, 40), (100, 120, 140))];
        return new(options, network, new DateOnly(2026, 6, 30), grids, differences, "HiGHS 1.12.0");
    }

    static Grid Grid(Network network, Technology technology, Perimeter perimeter, int index)
    {
        var table = new SupplyTable(network, perimeter);
        return new(technology, perimeter, table,
        [
            new("develop", Goals("develop"), new() { Verdict = RelianceVerdict.Yes, AsKnownToday = RelianceVerdict.Yes, ThetaAll = Figure("develop/theta_all", 10, 10, 10), ThetaIn = Figure("develop/theta_in", 10, 10, 10) },
                new() { Verdict = ExposureVerdict.Exposed, AsKnownToday = ExposureVerdict.Exposed, Phi = Figure("develop/phi", 0, 0, 0), Looked = 9,
                    Failures = [new(Party(network, "radio-maker"), (60, 60, 60), (0, 0, 0), ThreeReadings.No, 1, double.NaN, true, true)] }),
            new("produce", Goals("produce"), index == 0 ? ProduceInUnion(network, table) : ProduceElsewhere(network), ProduceExposure(network)),
            new("use", Goals("use"), new() { Verdict = RelianceVerdict.NotAlone, AsKnownToday = RelianceVerdict.OnlyWithOthers, ThetaAll = Figure("use/theta_all", 0.833333, 1.979, 2.083), ThetaIn = Figure("use/theta_in", 0.625, 0.729166667, 0.833333) },
                new() { Verdict = ExposureVerdict.Unknown, AsKnownToday = ExposureVerdict.Exposed, Looked = 9, IsCoverUnknown = true }),
            new("export", [], new() { Verdict = RelianceVerdict.NoGoal, AsKnownToday = RelianceVerdict.NoGoal }, new() { Verdict = ExposureVerdict.NoGoal, AsKnownToday = ExposureVerdict.NoGoal }),
            new("together", [.. network.Goals.Where(g => g.Technology == technology.Index)],
                new() { Verdict = RelianceVerdict.Unknown, AsKnownToday = RelianceVerdict.No, ThetaAll = Figure("together/theta_all", 0.417, 0.99, 1), ThetaIn = Figure("together/theta_in", 0.3, 0.35, 0.4) },
                new() { Verdict = ExposureVerdict.Holds, AsKnownToday = ExposureVerdict.Holds, Phi = Figure("together/phi", 0.417, 0.99, 1), Looked = 12 }),
        ]);

        Goal[] Goals(string verb) => [.. network.Goals.Where(g => g.Technology == technology.Index && g.Verb == verb)];
    }

    static RelianceCell ProduceInUnion(Network network, SupplyTable table)
    {
        int board = Item(network, "board"), cell = Item(network, "cell");
        return new()
        {
            Verdict = RelianceVerdict.OnlyWithOthers, AsKnownToday = RelianceVerdict.OnlyWithOthers,
            ThetaAll = Figure("produce/theta_all", 1, 1.2, 1.2), ThetaIn = Figure("produce/theta_in", 0.4, 0.4, 0.4),
            Goal = Figure("produce/goal", 100, 100, 100), OutputIn = Figure("produce/output_in", 40, 40, 40),
            Flows = [new(table.All[table.OfLine[network.Lines.Single(l => l.Id == "board-fr").Index]], 40, 40), new(table.All[table.OfLine[network.Lines.Single(l => l.Id == "radio-de").Index]], 40, 120)],
            Ladder =
            [
                new(0.4, [new(new(ReliefKind.Supply, board), (40, 40, 40), (100, 100, 100), "piece")], 0.875),
                new(0.875, [new(new(ReliefKind.Supply, cell), (300, 350, 400), (400, 400, 400), "piece")], 1.2),
            ],
            Vetoes =
            [
                new(ActorKind.Party, [new([Party(network, "board-maker-no")], true, 0.9), new([Party(network, "cell-maker-gb"), Party(network, "cell-maker-jp")], false, 0.875)], 3),
                new(ActorKind.Owner, [], 3),
                new(ActorKind.Country, [new([Country("NO")], true, 0.9), new([Country("GB"), Country("JP")], false, 0.875)], 3),
            ],
            Asks = [new(AskKind.Capacity, "lines/cell-fr", cell, table.All[table.OfLine[network.Lines.Single(l => l.Id == "cell-fr").Index]], 0.75, 1, true, 400, "piece", null, "Cell maker in France (fictional)")],
            MakeYes = new(Reading.Central, [new(board, 60, 0.6), new(cell, 50, 0.125)], [], [], [(Item(network, "radio"), 30)], [Item(network, "radio-design")], true, null),
        };
    }

    static RelianceCell ProduceElsewhere(Network network) => new()
    {
        Verdict = RelianceVerdict.Unknown, AsKnownToday = RelianceVerdict.NotAlone, BindingConsents = [0],
        ThetaAll = Figure("produce/theta_all", 1, 1.2, 1.2), ThetaIn = Figure("produce/theta_in", 0.75, 0.875, 1),
        MakeYes = new(Reading.Central, [new(Item(network, "cell"), 50, 0.125)], [Item(network, "radio-design")], [0], [], [], true, null),
    };

    static ExposureCell ProduceExposure(Network network) => new()
    {
        Verdict = ExposureVerdict.Exposed, AsKnownToday = ExposureVerdict.Exposed, Phi = Figure("produce/phi", 0.507, 0.507, 0.507), Looked = 14,
        Failures =
        [
            new(Party(network, "radio-maker"), (60, 60, 60), (0.50694, 0.50694, 0.50694), ThreeReadings.No, 0.49306, 97.26, true, true),
            new(Country("JP"), (180, 180, 180), (0.875, 0.9, 1), new(false, false, true), 0.1, 34.5, true, true),
            new(new(ActorKind.OutsideSource, Item(network, "cell")), (365, 180, 30), (0.3, 0.875, 0.9), ThreeReadings.No, 0.125, 74, false, true),
        ],
    };

    public static Figure Figure(string name, double low, double central, double high) => new("field-radio/EU27/" + name, low, central, high, "share", "synthetic", Counted, "", ["S01"]);

    public static int Item(Network network, string id) => network.Items.Single(i => i.Id == id).Index;

    public static Actor Party(Network network, string id) => new(ActorKind.Party, network.Parties.Single(p => p.Id == id).Index);

    public static Actor Country(string code) => Countries.TryFind(code, out var country) ? new(ActorKind.Country, country.Index) : throw new ArgumentException(code);
}
