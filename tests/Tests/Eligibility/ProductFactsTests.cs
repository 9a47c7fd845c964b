using Vauban.Adapters.Formats.Eligibility;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Tests.Exposure;

namespace Vauban.Tests.Eligibility;

public sealed class ProductFactsTests
{
    const string Items = "id,kind,unit,unit_value,complete\nshell,system,piece,100,\nbody,component,piece,60,yes\nfuze,component,piece,,\nchip,component,piece,5,yes\nwork,skill,hour,40,\n";
    const string Recipes = "item,input,quantity,quantity_unit\nshell,body,1,piece\nshell,fuze,1,piece\nshell,work,3,hour\nfuze,chip,2,piece\n";
    const string Parties = "id,name,kind,country,management_country,control_country,guarantees\nmaker,Maker,company,DE,DE,,screened\nowner,Owner,company,US,US,US,\nlarge,Holder of a majority,company,US,US,US,\nowned,Owned in part,company,FR,FR,,\n";
    const string Ownership = "owner,owned,share,control\nowner,maker,40,decisive\nlarge,owned,60,\n";
    const string Lines = "id,party,country,item,capacity,capacity_unit\nshell-de,maker,DE,shell,10,piece/month\nbody-fr,,FR,body,10,piece/month\nfuze-us,,US,fuze,10,piece/month\nfuze-de,,DE,fuze,10,piece/month\nchip-us,,US,chip,10,piece/month\n";

    static (FactSet Facts, List<Finding> Findings) Of(FactSet contract, params (string, string)[] more)
    {
        var network = Chain.Of([("items", Items), ("recipes", Recipes), ("parties", Parties), ("ownership", Ownership), ("lines", Lines), .. more]);
        var findings = new List<Finding>();
        return (ProductFacts.Of(network, network.Items.Single(i => i.Id == "shell"), contract, "SAFE", FactVocabulary.BuiltIn.Facts, findings), findings);
    }

    static FactSet With(params (string List, string Id, (string Name, string Value)[] Facts)[] records) => FactSet.Empty with
    {
        Lists = records.GroupBy(r => r.List).ToDictionary(g => g.Key, g => (IReadOnlyList<FactRecord>)[.. g.Select(r => new FactRecord(r.Id,
            r.Facts.ToDictionary(f => f.Name, f => FactValue.Parse(FactVocabulary.BuiltIn.Find($"{r.List}.{f.Name}")!, f.Value, new("contract.json", [], "", ""))!, StringComparer.Ordinal)))], StringComparer.Ordinal),
    };

    static string Show(FactSet facts, string list) => string.Join("; ", facts.Lists[list].Select(r => $"{r.Id} {string.Join(' ', r.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}{(f.Value.IsOpen ? "+" : "")}"))}"));

    [Fact]
    public void Components_come_from_the_recipe_with_what_is_known_of_cost_and_origin()
    {
        var facts = Of(FactSet.Empty).Facts;
        // A fuze has no price: two chips of 5 at least. Its makers are not all listed, so its origin is open; work is no component.
        Assert.Equal("body country=FR value=60; fuze country= value=10..", Show(facts, "components"));
        Assert.Equal("100", facts.Root.Facts["product.value"].ToString());
        var result = EligibilityEngine.Run(RulePacks.Of("safe-2025"), facts with { Root = new("", new Dictionary<string, FactValue>(facts.Root.Facts) { ["safe.category"] = new(FactKind.Word, FactOrigin.None) { Word = "1" } }) }, null);
        var share = result.Rules.Single(r => r.Rule.Head.Id == "SAF-35");
        Assert.Equal(Outcome.Missing, share.Outcome);
        Assert.Equal(["fuze.country", "fuze.value"], share.Missing.Select(m => $"{m.Record}.{m.Fact}"));
    }

    [Fact]
    public void Parts_of_all_tiers_add_up_to_the_components_and_show_what_comes_from_outside_further_down()
    {
        const string priced = "id,kind,unit,unit_value,complete\nshell,system,piece,100,\nbody,component,piece,60,yes\nfuze,component,piece,30,yes\nchip,component,piece,5,yes\nsteel,material,kg,10,yes\nwork,skill,hour,40,\n";
        const string recipes = "item,input,quantity,quantity_unit\nshell,body,1,piece\nshell,fuze,1,piece\nshell,work,3,hour\nbody,steel,2,kg\nfuze,chip,2,piece\n";
        const string lines = "id,party,country,item,capacity,capacity_unit\nbody-fr,,FR,body,10,piece/month\nfuze-de,,DE,fuze,10,piece/month\nchip-us,,US,chip,10,piece/month\nsteel-us,,US,steel,10,kg/month\n";
        FactSet Of(string items)
        {
            var network = Chain.Of([("items", items), ("recipes", recipes), ("lines", lines)]);
            var category = FactSet.Empty with { Root = new("", new Dictionary<string, FactValue> { ["safe.category"] = new(FactKind.Word, FactOrigin.None) { Word = "1" } }) };
            return ProductFacts.Of(network, network.Items.Single(i => i.Id == "shell"), category, "SAFE", FactVocabulary.BuiltIn.Facts, []);
        }
        RuleResult Rule(FactSet facts, string id) => EligibilityEngine.Run(RulePacks.Of("safe-2025"), facts, null).Rules.Single(r => r.Rule.Head.Id == id);
        var known = Of(priced);
        // By hand: a body of 60 holds steel of 20, a fuze of 30 holds chips of 10; 40 + 20 + 20 + 10 = 60 + 30.
        Assert.Equal("body country=FR value=40; chip country=US value=10; fuze country=DE value=20; steel country=US value=20", Show(known, "parts"));
        Assert.Equal((0.0, Outcome.Met), (Rule(known, "SAF-35").Measured!.High, Rule(known, "SAF-35").Outcome));
        // Nothing comes from outside at the first tier; 30 of 90 does further down.
        Assert.Equal((100.0 / 3, 100.0 / 3), (Rule(known, "SAF-35T").Measured!.Low, Rule(known, "SAF-35T").Measured!.High));
        // A fuze without a price adds anything from nothing: 30 of 70 at most, nothing at least.
        var open = Of(priced.Replace("fuze,component,piece,30", "fuze,component,piece,", StringComparison.Ordinal));
        Assert.Equal("body country=FR value=40; chip country=US value=10; fuze country=DE value=0..; steel country=US value=20", Show(open, "parts"));
        Assert.Equal((0.0, 100 * 30.0 / 70), (Rule(open, "SAF-35T").Measured!.Low, Rule(open, "SAF-35T").Measured!.High));
        Assert.Equal(Outcome.Missing, Rule(open, "SAF-35T").Outcome);
    }

    [Fact]
    public void Links_with_shares_split_a_component_among_its_suppliers()
    {
        var facts = Of(With(("parties", "maker", [("role", "contractor")])), ("links", "supplier,customer,item,share,qualified\nfuze-us,shell-de,fuze,25,yes\nfuze-de,shell-de,fuze,75,yes\n")).Facts;
        Assert.Equal("body country=FR value=60; fuze@fuze-de country=DE value=7.5..; fuze@fuze-us country=US value=2.5..", Show(facts, "components"));
    }

    [Fact]
    public void A_list_of_components_in_the_contract_is_the_whole_list_and_takes_only_what_it_lacks()
    {
        var facts = Of(With(("components", "fuze", [("country", "CZ"), ("value", "30..40")]), ("components", "body", []))).Facts;
        Assert.Equal("fuze country=CZ value=30..40; body country=FR value=60", Show(facts, "components"));
    }

    [Fact]
    public void Control_follows_the_graph_and_a_majority_is_only_a_flag()
    {
        var facts = Of(With(("parties", "maker", [("role", "contractor")]), ("parties", "owned", [("role", "subcontractor")]))).Facts;
        Assert.Equal("maker assets=DE control=US controlled_by=owner country=DE group=maker guarantees=screened management=DE role=contractor; owned control= country=FR management=FR role=subcontractor", Show(facts, "parties"));
        Assert.Equal("majority", facts.Lists["parties"][1].Facts["control"].Origin.Note);
    }

    [Fact]
    public void Guarantees_on_file_turn_controlled_from_outside_into_what_each_instrument_accepts()
    {
        var facts = Of(With(("parties", "maker", [("role", "contractor"), ("mitigated", "yes"), ("earlier_check", "none")]))).Facts;
        var with = facts with { Root = new("", new Dictionary<string, FactValue>(facts.Root.Facts) { ["safe.category"] = new(FactKind.Word, FactOrigin.None) { Word = "1" }, ["action.ukraine_instrument"] = new(FactKind.Flag, FactOrigin.None) { Flag = false } }) };
        Outcome In(string pack, string rule) => EligibilityEngine.Run(RulePacks.Of(pack), with, new(2025, 12, 31)).Rules.Single(r => r.Rule.Head.Id == rule).Outcome;
        // Screened with mitigation: enough for SAFE, not for EDIP, which asks for guarantees approved nationally.
        Assert.Equal(Outcome.Met, In("safe-2025", "SAF-CTRL"));
        Assert.Equal(Outcome.NotMet, In("edip-2025", "EDP-CTRL"));
    }

    [Fact]
    public void Rows_of_the_package_are_facts_the_latest_counts_and_the_file_goes_first()
    {
        var contract = FactSet.Empty with { Root = new("", new Dictionary<string, FactValue> { ["contract.kind"] = new(FactKind.Word, new("contract.json", [], "", "")) { Word = "common" } }) };
        var (facts, findings) = Of(contract, ("contracts", "id,party,instrument,fact,value,item,date\na,,SAFE,contract.value,5,shell,2026-01-01\nb,,SAFE,contract.value,7,shell,2026-02-01\nc,,EDIP,contract.signed,2026-01-01,,\nd,,,contract.kind,single,,\ne,maker,,share,60,,\nf,,,contract.vaule,1,,\n"));
        Assert.Equal("7", facts.Root.Facts["contract.value"].ToString());
        Assert.False(facts.Root.Facts.ContainsKey("contract.signed"));
        Assert.Equal("common", facts.Root.Facts["contract.kind"].ToString());
        Assert.Equal("60", facts.Lists["parties"].Single().Facts["share"].ToString());
        Assert.Equal(["W-FACT-01", "W-FACT-03", "W-FACT-03"], findings.Select(f => f.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_right_of_others_is_shown_with_its_share_of_the_value_over_all_tiers()
    {
        var facts = Of(FactSet.Empty, ("restrictions", "id,name,regime,holder,target,verbs\nr,Chips,US-RULE,US,chip,export\n")).Facts;
        // Two chips of 5 in a shell of 100.
        Assert.Equal("r holder=US on_export=yes on_use=no regime=US-RULE share=10", Show(facts, "restrictions"));
    }
}
