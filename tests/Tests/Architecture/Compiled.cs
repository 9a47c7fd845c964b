using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Vauban.Tests.Architecture;

/// <summary>What the compiled assemblies contain. Read from metadata and instructions, so comments and strings do not count
/// and no way of writing a name (alias, global using, relative name) hides a use.</summary>
static class Compiled
{
    public static ModuleDefinition Core => Load("Vauban.Core");
    public static ModuleDefinition Adapters => Load("Vauban.Adapters");
    public static ModuleDefinition App => Load("vauban");
    public static ModuleDefinition Tests => Load("Vauban.Tests");

    public static IReadOnlyList<ModuleDefinition> All => [Core, Adapters, App, Tests];

    static ModuleDefinition Load(string name) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"), new() { InMemory = true });

    /// <summary>All types of a module that a person wrote, nested ones too.</summary>
    public static IEnumerable<TypeDefinition> Written(ModuleDefinition module) =>
        module.GetTypes().Where(t => !t.Name.Contains('<', StringComparison.Ordinal) && t.Namespace.Length + Outermost(t).Namespace.Length > 0);

    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    /// <summary>The types that a type mentions: what it derives from, holds, takes, gives, catches, calls, creates and is marked with.</summary>
    public static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        var found = new List<TypeReference?> { type.BaseType };
        found.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        found.AddRange(type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
        found.AddRange(type.Fields.Select(f => f.FieldType));
        found.AddRange(type.Properties.Select(p => p.PropertyType));
        found.AddRange(type.Events.Select(e => e.EventType));
        foreach (var member in new ICustomAttributeProvider[] { type }.Concat(type.Fields).Concat(type.Properties).Concat(type.Methods))
            found.AddRange(member.CustomAttributes.SelectMany(Attribute));
        foreach (var method in type.Methods)
        {
            found.AddRange(Signature(method));
            found.AddRange(method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
            if (!method.HasBody) continue;
            found.AddRange(method.Body.Variables.Select(v => v.VariableType));
            found.AddRange(method.Body.ExceptionHandlers.Select(h => h.CatchType));
            found.AddRange(method.Body.Instructions.SelectMany(Operand));
        }
        return found.SelectMany(Parts);
    }

    /// <summary>The methods that a module calls, as "Namespace.Type::Name", with the calling method.</summary>
    public static IEnumerable<(MethodDefinition From, string Called)> Calls(ModuleDefinition module) =>
        from type in module.GetTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        let called = instruction.Operand as MethodReference
        where called is not null
        select (method, $"{called.DeclaringType.FullName}::{called.Name}");

    static IEnumerable<TypeReference> Attribute(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Select(p => p.Argument))
            .Select(a => a.Value).OfType<TypeReference>().Append(attribute.AttributeType);

    static IEnumerable<TypeReference> Signature(IMethodSignature method) =>
        method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);

    static IEnumerable<TypeReference?> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. Signature(method), .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
