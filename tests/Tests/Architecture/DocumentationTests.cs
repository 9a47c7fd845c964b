using System.Xml.Linq;
using Mono.Cecil;

namespace Vauban.Tests.Architecture;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData("Vauban.Core")]
    [InlineData("Vauban.Adapters")]
    public void Every_public_member_says_what_it_gives(string assembly)
    {
        var module = Compiled.All.Single(m => m.Assembly.Name.Name == assembly);
        var file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"));
        Assert.Empty(Undocumented(module, file));
    }

    [Theory]
    [InlineData("T:Vauban.Core.Solving.LinearModel")]
    [InlineData("P:Vauban.Core.Solving.LinearModel.Columns")]
    [InlineData("M:Vauban.Core.Solving.LinearModel.AddRow")]
    [InlineData("M:Vauban.Core.Solving.ILinearSolver.Solve")]
    public void A_member_without_a_summary_is_found(string name)
    {
        var file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Vauban.Core.xml"));
        file.Descendants("member").First(m => ((string)m.Attribute("name")!).Split('(')[0] == name).Remove();
        Assert.Equal([name], Undocumented(Compiled.Core, file));
    }

    /// <summary>Public members with fewer summaries than overloads, named as in the documentation file, without parameters.</summary>
    static IEnumerable<string> Undocumented(ModuleDefinition module, XDocument file)
    {
        var summaries = file.Descendants("member")
            .Where(m => m.Element("inheritdoc") is not null || m.Element("summary") is { } s && s.Value.Trim().Length + s.Elements().Count() > 0)
            .GroupBy(m => ((string)m.Attribute("name")!).Split('(', '~')[0].Split("``")[0])
            .ToDictionary(g => g.Key, g => g.Count());
        return from type in module.GetTypes()
               where IsSeen(type)
               from member in Members(type).GroupBy(m => m)
               where summaries.GetValueOrDefault(member.Key) < member.Count()
               orderby member.Key
               select member.Key;
    }

    static bool IsSeen(TypeDefinition type) => type.IsNested ? type.IsNestedPublic && IsSeen(type.DeclaringType) : type.IsPublic;

    static IEnumerable<string> Members(TypeDefinition type)
    {
        var name = type.FullName.Replace('/', '.');
        yield return "T:" + name;
        if (type.BaseType?.FullName == "System.MulticastDelegate") yield break;
        // The compiler writes most of a record; its positional properties are told by the parameters of the type's summary.
        var isRecord = type.Methods.Any(m => m.Name == "PrintMembers");
        var positional = isRecord
            ? type.Methods.Where(m => m.IsConstructor && m.IsPublic).SelectMany(m => m.Parameters).Select(p => p.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var field in type.Fields.Where(f => f.IsPublic && !f.IsSpecialName)) yield return $"F:{name}.{field.Name}";
        foreach (var property in type.Properties.Where(p => p.GetMethod is { IsPublic: true } get && !IsTakenOver(get) && !positional.Contains(p.Name)))
            yield return $"P:{name}.{property.Name}";
        foreach (var method in type.Methods.Where(m => m.IsPublic && !IsTakenOver(m) && !IsGenerated(m)))
            if (method.IsConstructor ? method.HasParameters && !isRecord : !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                yield return $"M:{name}.{method.Name.Replace('.', '#')}";
    }

    /// <summary>An override, or the body of an interface member: it is documented where it is declared.</summary>
    static bool IsTakenOver(MethodDefinition method) => method.IsVirtual && (method.IsReuseSlot || method.IsFinal);

    static bool IsGenerated(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute");
}
