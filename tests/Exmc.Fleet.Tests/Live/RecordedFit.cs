// A fit whose outcome is looked at.
using Exmc.Fleet.Live;

namespace Exmc.Fleet.Tests.Live;

internal sealed class RecordedFit(FitRequest request, CancellationToken cancellation = default) : FitJob(request, DateTime.UnixEpoch, cancellation)
{
    public LiveFit? Fit { get; private set; }

    public Exception? Failure { get; private set; }

    protected override void Ended(LiveFit? fit, Exception? failure) => (Fit, Failure) = (fit, failure);
}
