// A store with a hook before each call.
using System.Reflection;
using System.Runtime.ExceptionServices;
using Exmc.Fleet.Live;

namespace Exmc.Service.Tests.Stores;

/// <summary>Another store, which is asked when the hook, given the name of the method, has not thrown.</summary>
public class HookedStore : DispatchProxy
{
    private IFleetStore? _inner;
    private Action<string>? _before;

    public static IFleetStore Around(IFleetStore inner, Action<string> before)
    {
        IFleetStore store = Create<IFleetStore, HookedStore>();
        HookedStore hooked = (HookedStore)store;
        (hooked._inner, hooked._before) = (inner, before);
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before!(targetMethod!.Name);
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
