using System.Globalization;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench.Leaks;

/// <summary>A network of which every table holds a row of every marking, with words and numbers that stand nowhere else.</summary>
/// <remarks>Words of a row with the marking number k start with <c>zqk</c>, those that name companies, sites and lines with <c>zqkn</c>; its numbers have
/// seven digits, the first two 9k. What two companies keep to themselves starts with <c>zqa</c> and <c>zqb</c>, its numbers with 96 and 97.</remarks>
static class PlantedWorkspace
{
    /// <summary>Number of a company's own words and numbers.</summary>
    public const int OwnA = 6, OwnB = 7;

    /// <summary>Id of the party that a person with the role company speaks for.</summary>
    public const string PartyA = "zqan-works", PartyB = "zqbn-works";

    static readonly Lazy<Package> Made = new(Make);
    static readonly HashSet<string> Numbers = new(StringComparer.Ordinal);

    /// <summary>True for a number that was planted.</summary>
    public static bool IsNumber(string text) => Made.Value is not null && Numbers.Contains(text);

    // A number that stands nowhere else; its last digit stays also behind a point.
    static string Number(int k)
    {
        var number = $"9{k.ToString(CultureInfo.InvariantCulture)}{(13 * (Numbers.Count + 100)).ToString("00000", CultureInfo.InvariantCulture)}";
        if (number[^1] == '0') number = $"{number[..^1]}7";
        Numbers.Add(number);
        return number;
    }

    static string Prefix(int k) => k switch { OwnA => "zqa", OwnB => "zqb", _ => $"zq{k.ToString(CultureInfo.InvariantCulture)}" };

    /// <summary>The package. All makers of its one chip are needed, so that whatever asks who can stop it is answered at once.</summary>
    public static Package Package => Made.Value;

    static Package Make()
    {
        var package = new TestPackage().Items("radio", "chip").Line("assembly", "radio", "99999999", "FR").Recipe("radio", "chip", "1").Goal("produce", "radio", "75000000").Line("fab", "chip", "4", "FR");
        // Nothing of this chain is withheld from anybody: only names are.
        package.Add("technologies", "id=u").Items("gadget").Add("goals", "technology=u verb=produce item=gadget rate=10 rate_unit=piece/month")
            .Line("zq0n-shop", "gadget", "", "DE", "name=zq0nShop party=zq0n-works site=zq0n-place").Line("zq0n-bench", "gadget", "4..7", "DE", "name=zq0nBench party=zq0n-child")
            .Add("restrictions", "id=veto name=Veto holder=zq0n-works target=gadget").Add("demands", "buyer=zq0n-child item=gadget rate=1 rate_unit=piece/month")
            .Add("recipes", "line=zq0n-shop input=chip quantity=1 criticality=minor").Add("claims", "id=claim text=zq0nShop__is__alone");
        for (var k = 0; k < FieldCatalog.Markings.Count; k++) Plant(package, k);
        foreach (var k in new[] { OwnA, OwnB }) PlantCompany(package, k);
        return package.Package;
    }

    static void Plant(TestPackage package, int k)
    {
        var (p, marked) = (Prefix(k), $"marking={FieldCatalog.Markings[k]}");
        string Note() => $"note={p}v-note-{Number(k)}";
        package.Add("sources", $"id={p}v-source title={p}v-title publisher={p}v-publisher url=https://{p}v.example reliability=A {marked} {Note()}")
            .Add("parties", $"id={p}n-works name={p}nWorks kind=company country=DE lei={p}n-lei {marked} {Note()}", $"id={p}n-child name={p}nChild kind=company country=DE {marked} {Note()}")
            .Add("ownership", $"owner={p}n-works owned={p}n-child share=60 {marked} {Note()}")
            .Add("sites", $"id={p}n-place name={p}nPlace party={p}n-works country=DE latitude=51.{Number(k)} longitude=9.{Number(k)} {marked} {Note()}")
            .Add("items", $"id={p}v-item name={p}vItem unit=piece unit_value={Number(k)} {marked} {Note()}")
            .Add("recipes", $"item=radio input={p}v-item quantity=0.{Number(k)} criticality=minor {marked} {Note()}")
            .Line($"{p}n-line", $"{p}v-item", Number(k), "DE", $"name={p}nLine party={p}n-works site={p}n-place unit_cost={Number(k)} recovery_days={Number(k)} source={p}v-source {marked} {Note()}")
            .Line($"{p}n-fab", "chip", Number(k), "DE", $"name={p}nFab party={p}n-works {marked} {Note()}")
            .Add("links", $"supplier={p}n-fab customer=assembly item=chip share={10 + k} {marked} {Note()}")
            .Add("stocks", $"holder={p}n-line item={p}v-item quantity={Number(k)} target={Number(k)} {marked} {Note()}")
            .Add("expansions", $"id={p}n-growth name={p}nGrowth line={p}n-line adds={Number(k)} adds_unit=piece/month capex={Number(k)} {marked} {Note()}")
            .Add("budgets", $"payer=FR year=203{k} amount={Number(k)} {marked} {Note()}")
            .Add("demands", $"buyer=DE item=radio from=203{k}-01 rate={Number(k)} rate_unit=piece/month {marked} {Note()}")
            .Add("restrictions", $"id={p}v-right name={p}vRight regime={p}v-regime holder=CN target={p}v-item threshold={20 + k} {marked} {Note()}")
            .Add("totals", $"item={p}v-item area=EU27 capacity={Number(k)}..99999999 capacity_unit=piece/month {marked} {Note()}")
            .Add("events", $"scenario={p}v-scenario kind=outage target={p}n-line days={Number(k)} {marked} {Note()}")
            .Add("series", $"indicator={p}v-price item=radio date=2026-01-0{k + 1} value={Number(k)} {marked} {Note()}")
            .Add("contracts", $"id={p}v-contract party={p}n-works fact={p}v-fact value={Number(k)} {marked} {Note()}")
            .Add("claims", $"id={p}v-claim text={p}v-text about=t/produce/theta_in value={Number(k)} {marked} {Note()}")
            .Add("transport_nodes", $"id={p}v-port name={p}vPort kind=port country=FR capacity={Number(k)} {marked} {Note()}")
            .Add("transport_links", $"id={p}v-rail start={p}v-port end={p}v-port length={Number(k)} {marked} {Note()}",
                $"id={p}v-road start={p}v-port end={p}v-quay mode=road length={Number(k)} capacity={Number(k)} cost={Number(k)} corridor={p}v-corridor {marked} {Note()}")
            .Add("transport_nodes", $"id={p}v-quay name={p}vPort kind=depot country=DE site={p}n-place serves=FR capacity={Number(k)} {marked} {Note()}")
            .Add("transport_permissions", $"country=DE regime={p}v-regime days={Number(k)} {marked} {Note()}").Add("holidays", $"country=DE date=203{k}-05-0{k + 1} {marked} {Note()}")
            .Add("consignments", $"id={p}v-lot item={p}v-item quantity={Number(k)} origin={p}v-port destination={p}v-quay ready=2026-01-0{k + 1} gross_mass={Number(k)} {marked} {Note()}")
            .Add("events", $"scenario={p}v-storm kind=outage target=transport:{p}v-road days=1{k} {marked} {Note()}");
        if (k == 4) package.Goal("export", "radio", Number(k), $"{marked} {Note()}");
    }

    static void PlantCompany(TestPackage package, int k)
    {
        var p = Prefix(k);
        var marked = "marking=company-confidential";
        string Note() => $"note={p}v-note-{Number(k)}";
        package.Add("parties", $"id={p}n-works name={p}nWorks kind=company country=DE {marked} {Note()}").Add("sites", $"id={p}n-place name={p}nPlace party={p}n-works country=DE {marked} {Note()}")
            .Line($"{p}n-line", "chip", Number(k), "DE", $"name={p}nLine party={p}n-works site={p}n-place unit_cost={Number(k)} {marked} {Note()}")
            .Add("stocks", $"holder={p}n-line item=chip quantity={Number(k)} {marked} {Note()}");
    }
}
