namespace Vauban.App.Workbench.Jobs;

/// <summary>A run was ended by <see cref="ServerOptions.RunLimit"/> before it had anything to keep.</summary>
sealed class JobLimitException : Exception;
