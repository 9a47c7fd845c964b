namespace Vauban.App.Workbench.Runs;

/// <summary>Results that were asked for lately. Who asks for what is being made waits for that; what failed is forgotten.</summary>
/// <param name="most">How many are kept.</param>
sealed class RecentTasks<TKey, TValue>(int most) where TKey : notnull
{
    readonly Lock _lock = new();
    readonly Dictionary<TKey, LinkedListNode<(TKey Key, Task<TValue> Task)>> _nodes = [];
    readonly LinkedList<(TKey Key, Task<TValue> Task)> _order = [];

    /// <summary>How many are kept now.</summary>
    public int Count
    {
        get { lock (_lock) return _nodes.Count; }
    }

    /// <summary>The result; made where it is not kept.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="make">Makes it, on another thread.</param>
    /// <param name="stop">Ends the waiting, not the making: others may wait too.</param>
    public Task<TValue> Get(TKey key, Func<Task<TValue>> make, CancellationToken stop) => Start(key, make).WaitAsync(stop);

    /// <summary>Begins to make it where it is not kept or under way.</summary>
    public Task<TValue> Start(TKey key, Func<Task<TValue>> make)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                if (!node.Value.Task.IsFaulted && !node.Value.Task.IsCanceled)
                {
                    _order.Remove(node);
                    _order.AddFirst(node);
                    return node.Value.Task;
                }
                Forget(node);
            }
            var task = Task.Run(make);
            _nodes[key] = _order.AddFirst((key, task));
            while (_nodes.Count > most) Forget(_order.Last!);
            return task;
        }
    }

    void Forget(LinkedListNode<(TKey Key, Task<TValue> Task)> node)
    {
        _nodes.Remove(node.Value.Key);
        _order.Remove(node);
    }
}
