namespace Vauban.Core.Workspaces;

/// <summary>What one person may do and see in one workspace.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="User">Id of the person.</param>
/// <param name="Roles">Roles; a membership without any is none.</param>
/// <param name="Clearance">The strictest marking whose values the person may see, one of the catalogue's markings.</param>
/// <param name="Party">The party that a person with the role company speaks for; else empty.</param>
public sealed record Membership(string Workspace, string User, IReadOnlySet<Role> Roles, string Clearance, string Party = "")
{
    /// <summary>True where the person has a role.</summary>
    public bool Has(Role role) => Roles.Contains(role);
}
