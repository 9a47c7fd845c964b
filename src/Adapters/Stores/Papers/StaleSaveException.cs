namespace Vauban.Adapters.Stores.Papers;

/// <summary>What was to be replaced is not what its writer saw: somebody else saved it meanwhile.</summary>
/// <param name="id">Id of the paper or claim.</param>
public sealed class StaleSaveException(string id) : Exception($"{id} was saved by somebody else meanwhile.");
