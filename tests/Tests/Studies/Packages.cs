using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Studies;

/// <summary>Small packages written in the test: name of a table, then its CSV.</summary>
static class Packages
{
    public static Package Of(string name, params (string Table, string Csv)[] tables)
    {
        var findings = new List<Finding>();
        var files = tables.ToDictionary(t => $"{t.Table}.csv", t => Encoding.UTF8.GetBytes(t.Csv));
        files["datapackage.json"] = Encoding.UTF8.GetBytes($"{{\"name\":\"{name}\"}}");
        var package = PackageReader.Load(name, files, findings);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        return package!;
    }

    /// <summary>A pump made of two seals; one line each.</summary>
    public static Package Pump(string name, string seals = "200", string unit = "piece/month", params (string Table, string Csv)[] more) => Of(name,
    [
        ("technologies", "id,name\npump,Pump\n"), ("items", "id,name,unit,complete\npump,Pump,piece,yes\nseal,Seal,piece,yes\n"),
        ("recipes", "item,input,quantity\npump,seal,2\n"), ("goals", "technology,verb,item,rate,rate_unit\npump,produce,pump,100,piece/month\n"),
        ("parties", "id,name,country,control_country\nmaker,Pump maker,DE,DE\nsealer,Seal maker,FR,FR\n"),
        ("lines", $"id,party,country,item,capacity,capacity_unit,basis\npump-1,maker,DE,pump,150,piece/month,declared\nseal-1,sealer,FR,seal,{seals},{unit},observed\n"),
        .. more,
    ]);
}
