using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>Roles as they stand in forms and in JSON: <c>survey-officer</c>.</summary>
static class RoleText
{
    static readonly Dictionary<Role, string> Names = new()
    {
        [Role.Viewer] = "viewer", [Role.Analyst] = "analyst", [Role.Steward] = "steward", [Role.SurveyOfficer] = "survey-officer",
        [Role.Company] = "company", [Role.Auditor] = "auditor", [Role.Administrator] = "administrator",
    };

    /// <summary>All roles, the weakest first.</summary>
    public static IReadOnlyList<Role> All { get; } = [.. Names.Keys.Order()];

    /// <summary>Name of a role.</summary>
    public static string Of(Role role) => Names[role];

    /// <summary>The roles of names; null where one is none.</summary>
    public static IReadOnlySet<Role>? Read(IEnumerable<string?> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var roles = new HashSet<Role>();
        foreach (var name in names)
        {
            if (!Names.ContainsValue(name ?? "")) return null;
            roles.Add(Names.Single(n => n.Value == name).Key);
        }
        return roles;
    }
}
