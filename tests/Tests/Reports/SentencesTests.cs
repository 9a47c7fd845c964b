using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Tests.Reports;

public sealed class SentencesTests
{
    const double Inf = double.PositiveInfinity;
    static readonly Sentences English = In("en");

    static Sentences In(string language, bool names = true) => new(HelloSample.Network, Texts.For(language), names);

    static string Plain(string text) => text.Replace('\u00A0', ' ');

    [Theory]
    [InlineData(RelianceVerdict.Yes, "Yes")]
    [InlineData(RelianceVerdict.YesAlone, "Yes, alone")]
    [InlineData(RelianceVerdict.OnlyWithOthers, "Only with others")]
    [InlineData(RelianceVerdict.NotAlone, "Not alone")]
    [InlineData(RelianceVerdict.No, "No")]
    [InlineData(RelianceVerdict.Unknown, "Unknown")]
    [InlineData(RelianceVerdict.NoGoal, "no goal stated")]
    public void Verdicts_on_reliance_have_their_words(RelianceVerdict verdict, string expected) => Assert.Equal(expected, English.Verdict(verdict));

    [Theory]
    [InlineData(ExposureVerdict.Holds, "Holds")]
    [InlineData(ExposureVerdict.Exposed, "Exposed")]
    [InlineData(ExposureVerdict.Unknown, "Unknown")]
    [InlineData(ExposureVerdict.NoGoal, "no goal stated")]
    public void Verdicts_on_exposure_have_their_words(ExposureVerdict verdict, string expected) => Assert.Equal(expected, English.Verdict(verdict));

    [Fact]
    public void Only_with_others_says_how_far_one_gets_alone_and_together() =>
        Assert.Equal("Only with others: inside EU27 reaches 40 % of the goal; with everybody it is 120 % (100 to 120 %).",
            Plain(English.Reliance(HelloSample.Grid(0), HelloSample.Row(0, "produce"))));

    [Fact]
    public void Unknown_says_the_range_and_what_is_known_today() =>
        Assert.Equal("Unknown: inside EU+EEA reaches somewhere within 75 to 100 % of the goal; as known today: Not alone (87.5 %).",
            Plain(English.Reliance(HelloSample.Grid(1), HelloSample.Row(1, "produce"))));

    [Fact]
    public void Something_to_be_held_has_no_rate()
    {
        var row = HelloSample.Row(0, "develop");
        Assert.Equal("Yes: it is held inside EU27.", English.Reliance(HelloSample.Grid(0), row));
        Assert.Equal("Design authority of the radio is held", English.Goals(row));
        Assert.Equal("Exposed: if Radio maker (fictional) stops for 60 days, it is not held.", Plain(English.Exposure(row)));
    }

    [Fact]
    public void A_goal_says_its_rate_as_its_author_stated_it()
    {
        Assert.Equal("100 pieces a month of Radio", Plain(English.Goals(HelloSample.Row(0, "produce"))));
        Assert.Equal(RatePeriod.Month, English.Period(HelloSample.Row(0, "produce")));
        Assert.Equal(RatePeriod.Year, English.Period(HelloSample.Row(0, "develop")));
        Assert.Equal("no goal stated", English.Goals(HelloSample.Row(0, "export")));
        var export = new VerbRow("export", [.. HelloSample.Network.Goals.Where(g => g.Verb == "export")], HelloSample.Row(0, "produce").Reliance, HelloSample.Row(0, "produce").Exposure);
        Assert.Equal("20 pieces a month of Radio to Canada", Plain(English.Goals(export)));
        Assert.Equal("20 Stück im Monat Radio nach Kanada", Plain(In("de").Goals(export)));
    }

    [Fact]
    public void Consent_is_said_only_where_a_restriction_binds()
    {
        Assert.Equal("", English.Consents(HelloSample.Row(0, "produce")));
        Assert.Equal("It needs the consent of Japan (Re-export rule for cells (fictional)).", English.Consents(HelloSample.Row(1, "produce")));
        Assert.DoesNotContain("consent", English.Reliance(HelloSample.Grid(0), HelloSample.Row(0, "produce")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_says_who_could_forbid_it_and_nothing_about_licences() =>
        Assert.Equal("Who outside could forbid it: Japan (Re-export rule for cells (fictional)). This does not say that a licence should or will be given.",
            English.Consents(HelloSample.Row(1, "produce") with { Verb = "export" }));

    [Fact]
    public void A_bottleneck_compares_inside_with_needed()
    {
        var row = HelloSample.Row(0, "produce");
        Assert.Equal("Circuit board: inside 40 pieces/month, needed 100", Plain(English.Bottleneck(row.Reliance.Ladder[0].Rows[0], row)));
        Assert.Equal("Cell: inside 300 to 400 pieces/month, needed 400", Plain(English.Bottleneck(row.Reliance.Ladder[1].Rows[0], row)));
        Assert.Equal("Cell: innen 300 bis 400 Stück/Monat, nötig 400", Plain(In("de").Bottleneck(row.Reliance.Ladder[1].Rows[0], row)));
        var yearly = HelloSample.Row(0, "develop");
        var powder = new BottleneckRow(new(ReliefKind.Supply, HelloSample.Item(HelloSample.Network, "cell")), (1000, 1000, 1000), (17000.0 / 12, 17000.0 / 12, 17000.0 / 12), "t");
        Assert.Equal("Cell: inside 12 000 t/year, needed 17 000", Plain(English.Bottleneck(powder, yearly)));
        Assert.Equal("Cell: inside unlimited, needed 17 000 t/year", Plain(English.Bottleneck(powder with { Inside = (Inf, Inf, Inf) }, yearly)));
        Assert.Equal("Cell: inside unknown, needed 17 000 t/year", Plain(English.Bottleneck(powder with { Inside = (0, Inf, Inf) }, yearly)));
        Assert.Equal("Cell: inside 12 001 pieces/month, needed 12 002", Plain(English.Bottleneck(powder with { Inside = (12001, 12001, 12001), Need = (12002, 12002, 12002), Unit = "piece" }, row)));
        Assert.Equal("Design authority of the radio: not held inside", English.Bottleneck(new(new(ReliefKind.Holding, HelloSample.Item(HelloSample.Network, "radio-design")), default, default, null), row));
        Assert.Equal("the consent of Japan (Re-export rule for cells (fictional))", English.Bottleneck(new(new(ReliefKind.Consent, 0), default, default, null), row));
    }

    [Fact]
    public void A_rung_says_how_far_its_relief_carries()
    {
        var row = HelloSample.Row(0, "produce");
        Assert.Equal("Circuit board: inside 40 pieces/month, needed 100. Relieving it carries from 40 % to 87.5 % of the goal.", Plain(English.Rung(row.Reliance.Ladder[0], row)));
    }

    [Fact]
    public void Veto_sets_name_who_and_how_certain()
    {
        Assert.Equal(
        [
            "Parties who can stop it: Board maker in Norway (fictional) (certain); Cell maker in the United Kingdom (fictional) together with Cell maker in Japan (fictional) (possible)",
            "Owners: no set of up to 3 outside can stop it",
            "Countries who can stop it: Norway (certain); United Kingdom together with Japan (possible)",
        ], English.Vetoes(HelloSample.Row(0, "produce").Reliance));
    }

    [Fact]
    public void Of_a_long_list_of_veto_sets_the_certain_ones_come_first_then_the_smallest_possible()
    {
        static VetoSet Set(bool isCertain, double theta, params string[] codes) => new([.. codes.Select(HelloSample.Country)], isCertain, theta);
        var list = new VetoList(ActorKind.Country,
            [Set(false, 0.5, "AR"), Set(false, 0.9, "AU"), Set(false, 0.2, "BO"), Set(true, 0.9, "CN"), Set(false, 0.1, "JP", "KR"), Set(false, 0.3, "CL"), Set(true, 0.1, "MY", "TH")], 2);
        Assert.Equal("China (certain); Malaysia together with Thailand (certain); Bolivia (possible); Chile (possible); Argentina (possible); 2 more (all in --json)", English.VetoSets(list, ListLimit.Terminal));
        Assert.Equal("Chine (certain) ; Malaisie avec Thaïlande (certain) ; Bolivie (possible) ; Chili (possible) ; Argentine (possible) ; 2 de plus (tout dans --json)", In("fr").VetoSets(list, ListLimit.Terminal));
        Assert.True(English.IsCut(list, ListLimit.Terminal));
        // One alone is named rather than counted.
        Assert.EndsWith("Australia (possible); Japan together with South Korea (possible)", English.VetoSets(list, new(4, "")), StringComparison.Ordinal);
        Assert.False(English.IsCut(list, ListLimit.Whole));
    }

    [Fact]
    public void Parties_and_sites_go_unnamed_unless_asked_for()
    {
        var cautious = In("en", names: false);
        var row = HelloSample.Row(0, "produce");
        Assert.Equal("Parties who can stop it: a party (Norway) (certain); a party (United Kingdom) together with a party (Japan) (possible)", cautious.Vetoes(row.Reliance)[0]);
        Assert.Equal("Exposed: if a party (Germany) stops for 60 days, 50.7 % of the goal is met; 97.3 pieces lost.", Plain(cautious.Exposure(row)));
        Assert.Equal("Yes if Cell (France) ≥ 400 a month; ask: a party (France)", Plain(cautious.Ask(row.Reliance.Asks[0], row)));
        Assert.Equal("a site (Germany)", cautious.Names.Actor(new(ActorKind.Site, 0)));
        Assert.DoesNotContain("fictional", cautious.Vetoes(row.Reliance)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_that_read_alike_are_counted()
    {
        var norway = HelloSample.Party(HelloSample.Network, "board-maker-no");
        var list = new VetoList(ActorKind.Party, [new([norway], true, 0.9), new([norway], true, 0.8)], 1);
        Assert.Equal("Parties who can stop it: a party (Norway) (certain), 2 such sets", In("en", names: false).Vetoes(list));
        Assert.Equal("Parties: not searched completely; none found", English.Vetoes(new VetoList(ActorKind.Party, [], 0)));
    }

    [Fact]
    public void A_question_says_what_answer_gives_yes_and_whom_to_ask()
    {
        var row = HelloSample.Row(0, "produce");
        var ask = row.Reliance.Asks[0];
        Assert.Equal("Yes if Cells in France ≥ 400 a month; ask: Cell maker in France (fictional)", Plain(English.Ask(ask, row)));
        Assert.Equal("Oui si Cells in France ≥ 400 par mois ; demander à : Cell maker in France (fictional)", Plain(In("fr").Ask(ask, row)));
        Assert.Equal("Cells in France: moves what inside reaches within 75 to 90 % of the goal; ask: an authority or association of the sector",
            Plain(English.Ask(ask with { BreakEven = null, Decides = false, High = 0.9, Addressee = "" }, row)));
        Assert.Equal("who controls Cells in France: settles whether inside suffices (75 to 100 % of the goal); ask: Cell maker in France (fictional)", Plain(English.Ask(ask with { Kind = AskKind.Control }, row)));
        var recipe = HelloSample.Network.Recipes.First(r => HelloSample.Network.Items[r.Input].Id == "cell");
        Assert.Equal("Yes if Cell per piece of Battery ≤ 3.5 pieces; ask: an authority or association of the sector",
            Plain(English.Ask(new(AskKind.Recipe, recipe.From.Address, recipe.Input, null, 0.5, 1.1, true, 3.5, "piece", null, ""), row)));
    }

    [Theory]
    [InlineData("en", "Others suffice if Cells in France ≥ 400 a month; ask: Cell maker in France (fictional)")]
    [InlineData("fr", "Les autres suffisent si Cells in France ≥ 400 par mois ; demander à : Cell maker in France (fictional)")]
    [InlineData("de", "Andere genügen, wenn Cells in France ≥ 400 im Monat; zu fragen: Cell maker in France (fictional)")]
    public void A_question_says_which_of_the_two_answers_it_settles(string language, string expected)
    {
        var row = HelloSample.Row(0, "produce");
        Assert.Equal(expected, Plain(In(language).Ask(row.Reliance.Asks[0] with { Settles = AskAnswer.WithOthers }, row)));
    }

    [Theory]
    [InlineData("en", "Cells in France together with Batteries in Poland: settles whether inside suffices (75 to 100 % of the goal); ask: Cell maker in France (fictional)")]
    [InlineData("fr", "Cells in France avec Batteries in Poland : décide si l’intérieur suffit (75 à 100 % de l’objectif) ; demander à : Cell maker in France (fictional)")]
    [InlineData("de", "Cells in France zusammen mit Batteries in Poland: entscheidet, ob innen genügt (75 bis 100 % des Ziels); zu fragen: Cell maker in France (fictional)")]
    public void The_second_row_of_a_pair_is_named_not_addressed(string language, string expected)
    {
        var row = HelloSample.Row(0, "produce");
        var partner = HelloSample.Grid(0).Table.All.Single(s => s.Id == "battery-pl");
        Assert.Equal(expected, Plain(In(language).Ask(row.Reliance.Asks[0] with { BreakEven = null, Partner = new(AskKind.Capacity, "lines/battery-pl", partner) }, row)));
    }

    [Fact]
    public void What_would_make_it_yes_is_one_sentence()
    {
        Assert.Equal("Yes if inside made 60 a month more Circuit board and 50 a month more Cell. Holds with stocks of 30 days of need of Radio. It holds only with a second holder of Design authority of the radio.", Plain(English.MakeYes(HelloSample.Row(0, "produce"))));
        Assert.Equal("Yes if inside made 50 a month more Cell, held Design authority of the radio and replaced the consent of Japan (Re-export rule for cells (fictional)).",
            Plain(English.MakeYes(HelloSample.Row(1, "produce"))));
        Assert.Equal("Ja, wenn man innen 50 im Monat mehr Cell herstellte, über Design authority of the radio verfügte und die Zustimmung von Japan (Re-export rule for cells (fictional)) ersetzte.",
            Plain(In("de").MakeYes(HelloSample.Row(1, "produce"))));
        Assert.Equal("Oui si l’intérieur produisait 50 par mois de plus de Cell, détenait Design authority of the radio et se passait de l’accord de Japon (Re-export rule for cells (fictional)).",
            Plain(In("fr").MakeYes(HelloSample.Row(1, "produce"))));
        Assert.Equal("", English.MakeYes(HelloSample.Row(0, "develop")));
    }

    [Theory]
    [InlineData("en", "Yes if inside made 40 a month more Radio, 30 a month more Circuit board and more of 2 other items (all in the report).")]
    [InlineData("fr", "Oui si l’intérieur produisait 40 par mois de plus de Radio, 30 par mois de plus de Circuit board et davantage de 2 autres articles (tout dans le rapport).")]
    [InlineData("de", "Ja, wenn man innen 40 im Monat mehr Radio, 30 im Monat mehr Circuit board und mehr von 2 weiteren Gütern (alle im Bericht) herstellte.")]
    public void What_would_make_it_yes_names_the_largest_few_and_counts_the_rest(string language, string expected)
    {
        var row = HelloSample.Row(0, "produce");
        ExtraSupply[] extra = [Extra("radio", 40, 0.4), Extra("board", 30, 0.3), Extra("battery", 20, 0.2), Extra("cell", 40, 0.1)];
        var make = row with { Reliance = row.Reliance with { MakeYes = new(Reading.Central, extra, [], [], [], [], true, null) } };
        Assert.Equal(expected, Plain(In(language).MakeYes(make, new(2, "sentence.where.report"))));
        Assert.Contains("20", In(language).MakeYes(make), StringComparison.Ordinal);

        static ExtraSupply Extra(string item, double perMonth, double share) => new(HelloSample.Item(HelloSample.Network, item), perMonth, share);
    }

    [Theory]
    [InlineData("en", "What would make it Yes cannot be said before the quantity of Circuit board per piece of Radio is known.")]
    [InlineData("fr", "On ne peut dire ce qui donnerait un Oui avant de connaître la quantité de Circuit board par pièce de Radio.")]
    [InlineData("de", "Was ein Ja ergäbe, lässt sich erst sagen, wenn die Menge an Circuit board je Stück Radio bekannt ist.")]
    public void What_would_make_it_yes_names_the_quantity_that_stands_in_the_way(string language, string expected)
    {
        var row = HelloSample.Row(0, "produce");
        var address = HelloSample.Network.Recipes.First(r => HelloSample.Network.Items[r.Input].Id == "board").From.Address;
        var blocked = row with { Reliance = row.Reliance with { MakeYes = new(Reading.Pessimistic, [], [], [], [], [], false, address) } };
        Assert.Equal(expected, In(language).MakeYes(blocked));
    }

    [Fact]
    public void The_recipe_of_one_line_names_the_line()
    {
        var recipe = HelloSample.Network.Recipes.First(r => HelloSample.Network.Items[r.Input].Id == "cell");
        var own = recipe with { Item = -1, Line = HelloSample.Network.Lines.Single(l => l.Id == "battery-fi").Index };
        Assert.Equal("Cell per piece of Batteries in Finland", English.Names.Recipe(own));
        Assert.Equal("Cell per piece of Battery (Finland)", In("en", names: false).Names.Recipe(own));
    }

    [Fact]
    public void Exposure_names_the_worst_failure_what_is_left_and_what_is_lost()
    {
        var row = HelloSample.Row(0, "produce");
        Assert.Equal("Exposed: if Radio maker (fictional) stops for 60 days, 50.7 % of the goal is met; 97.3 pieces lost.", Plain(English.Exposure(row)));
        Assert.Equal("if Japan stops or refuses for 180 days, 90 % (87.5 to 100 %) of the goal is met; 34.5 pieces lost", Plain(English.Failure(row.Exposure.Failures[1], row)));
        Assert.Equal("if all supply of Cell from outside stops for an unknown time (30 to 365 days taken), 87.5 % (30 to 90 %) of the goal is met; 74 pieces lost", Plain(English.Failure(row.Exposure.Failures[2], row)));
        Assert.Equal("Holds: none of the 12 single failures looked at takes away what can be reached.", English.Exposure(HelloSample.Row(0, "together")));
        Assert.Equal("Unknown: one failure stops it; cover unknown, since no recovery time is stated.", English.Exposure(HelloSample.Row(0, "use")));
        Assert.Equal("No goal is stated.", English.Exposure(HelloSample.Row(0, "export")));
        Assert.EndsWith("14 failures were not solved because of the limit.", English.Exposure(row with { Exposure = row.Exposure with { Left = 14 } }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "if Radio maker (fictional) stops for 60 days, 0 % of the goal is met; 99 % of every goal lost")]
    [InlineData("fr", "si Radio maker (fictional) s’arrête pendant 60 jours, 0 % de l’objectif sont atteints ; 99 % de chaque objectif en moins")]
    [InlineData("de", "wenn Radio maker (fictional) ausfällt (60 Tage), werden 0 % des Ziels erreicht; 99 % jedes Ziels gehen verloren")]
    public void Goals_of_several_items_lose_a_share_not_units_of_one_of_them(string language, string expected)
    {
        var failure = new Failure(HelloSample.Party(HelloSample.Network, "radio-maker"), (60, 60, 60), (0, 0, 0), ThreeReadings.No, 0.99, double.NaN, true, true);
        Assert.Equal(expected, Plain(In(language).Failure(failure, HelloSample.Row(0, "together"))));
    }

    [Fact]
    public void The_difference_between_perimeters_names_the_item()
    {
        Assert.Equal("From EU27 to EU+EEA, “Produce” changes from Only with others to Unknown: inside supply of Circuit board is 40, then 100 to 140 pieces/month.",
            Plain(English.Difference(HelloSample.Result.Differences[0], RatePeriod.Month)));
        Assert.EndsWith("to Unknown.", English.Difference(HelloSample.Result.Differences[0] with { Item = -1 }, RatePeriod.Month), StringComparison.Ordinal);
    }

    [Fact]
    public void Coverage_says_whether_rows_are_counted_or_weighed()
    {
        Assert.Equal("9 of 10 rows known", English.Coverage(HelloSample.Figure("x", 1, 1, 1)));
        Assert.Equal("75 % of the value known", Plain(English.Coverage(HelloSample.Figure("x", 1, 1, 1) with { Coverage = new(3, 4, true) })));
    }

    [Fact]
    public void Places_are_said_by_their_set_where_there_is_one()
    {
        Assert.Equal("EU27 and Norway", English.Names.Place(Set("EU27+NO")));
        Assert.Equal("Estonia, Finland and Norway", English.Names.Place(Set("NO+FI+EE")));
        Assert.Equal("4 countries of EU27", English.Names.Place(Set("DE+FR+IT+ES")));
        Assert.Equal("4 countries", English.Names.Place(Set("DE+JP+AU+CN")));
        Assert.Equal("a place unknown", English.Names.Place(CountrySet.Empty));
        Assert.Equal("the world", English.Names.Place(CountrySet.World));

        static CountrySet Set(string text) => CountrySet.TryParse(text, out var set, out _) ? set : throw new ArgumentException(text);
    }

    [Fact]
    public void French_and_german_have_every_sentence_of_their_own()
    {
        string[] groups = ["verdict.", "verb.", "sentence.", "report.", "brief.", "column.", "unit."];
        var english = Keys("en");
        Assert.True(english.Length > 100);
        Assert.Equal(english, Keys("fr"));
        Assert.Equal(english, Keys("de"));
        Assert.DoesNotContain(english, k => Places(Texts.For("en")[k]) != Places(Texts.For("fr")[k]) || Places(Texts.For("en")[k]) != Places(Texts.For("de")[k]));

        string[] Keys(string language) => [.. Texts.For(language).Keys.Where(k => groups.Any(g => k.StartsWith(g, StringComparison.Ordinal)))];
        static string Places(string text) => string.Concat(Enumerable.Range(0, 10).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));
    }
}
