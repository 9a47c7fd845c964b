using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.Tests.Exposure;

public sealed class SupplyRiskTests
{
    static readonly SupplyOrigin[] Global = [new(0.8, 6), new(0.2, 3)];
    static readonly SupplyOrigin[] Sourcing = [new(0.5, 6), new(0.3, 3), new(0.2, 2.5)];

    [Fact]
    public void Supply_risk_of_the_worked_example()
    {
        Assert.Equal(3.96, SupplyRisk.WeightedConcentration(Global), 12);
        Assert.Equal(1.87, SupplyRisk.WeightedConcentration(Sourcing), 12);
        Assert.Equal(2.31363, SupplyRisk.Of(Global, Sourcing, importReliance: 0.8, recycling: 0.1, substitution: 0.95), 10);
    }

    [Fact]
    public void Economic_importance_of_the_worked_example_makes_it_critical()
    {
        var importance = SupplyRisk.Importance([(0.6, 4), (0.4, 3)], 0.9);
        Assert.Equal(3.24, importance, 12);
        Assert.True(SupplyRisk.IsCritical(2.31363, importance));
        Assert.False(SupplyRisk.IsCritical(0.99, importance));
        Assert.False(SupplyRisk.IsCritical(2.31363, 2.79));
    }

    [Theory]
    [InlineData(20, 80, 0, 0.8)]
    [InlineData(50, 100, 50, 0.5)]
    [InlineData(100, 0, 40, 0.0)]
    [InlineData(10, 0, 10, null)]
    public void Import_reliance_is_net_imports_over_use(double production, double imports, double exports, double? expected) =>
        Assert.Equal(expected, SupplyRisk.ImportReliance(production, imports, exports));

    [Theory]
    [InlineData("Neodymium, processing", true)]
    [InlineData("Magnesium metal", true)]
    [InlineData("Magnesium", false)]
    [InlineData("Tungsten ore", true)]
    [InlineData("Dysprosium in ore, counted as oxide", true)]
    [InlineData("Tungsten carbide core", false)]
    [InlineData("Lithium (battery grade)", true)]
    [InlineData("Lithium", false)]
    [InlineData("Neodymium-iron-boron magnet", false)]
    [InlineData("Antimony", false)]
    public void Only_annex_one_materials_at_a_stage_of_processing_are_strategic(string name, bool expected) =>
        Assert.Equal(expected, StrategicMaterials.Contains(Chain.Of(("items", $"id,name,kind,unit\nx,\"{name}\",material,t\n")).Items[0]));

    [Fact]
    public void A_component_is_no_raw_material() =>
        Assert.False(StrategicMaterials.Contains(Chain.Of(("items", "id,name,kind,unit\ncopper,Copper,component,t\n")).Items[0]));
}
