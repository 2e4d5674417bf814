namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>
/// Keeps calls away from a tier that is known to fail. Closed: calls pass. Open: none pass until its time, set by failures in a row, by a
/// closed rate window, by lack of money or by a refused key. After that one call tries; its outcome closes or opens it again.
/// Times are of the monotonic clock, so that a step of the wall clock neither opens nor closes it. Thread-safe.
/// </summary>
public sealed class LlmCircuit(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private TimeSpan _openUntil;
    private int _failures;
    private bool _trying;
    private string _reason = "";

    /// <summary>Whether a call may pass. Who was let through must report how it ended, exactly once.</summary>
    /// <param name="opensIn">How long until it is worth asking again, when no call may pass.</param>
    /// <param name="reason">Why it is open.</param>
    public bool TryEnter(out TimeSpan opensIn, out string reason)
    {
        lock (_gate)
        {
            (opensIn, reason) = (TimeSpan.Zero, _reason);
            if (_reason.Length == 0)
            {
                return true;
            }

            opensIn = _openUntil - Now;
            if (opensIn > TimeSpan.Zero || _trying)
            {
                opensIn = opensIn > TimeSpan.Zero ? opensIn : TimeSpan.FromSeconds(1);
                return false;
            }

            _trying = true;
            return true;
        }
    }

    /// <summary>The provider answered, whatever it said: the circuit closes.</summary>
    public void Succeeded()
    {
        lock (_gate)
        {
            (_failures, _trying, _reason) = (0, false, "");
        }
    }

    /// <summary>The call ended for a reason that says nothing of the provider.</summary>
    public void Abandoned()
    {
        lock (_gate)
        {
            _trying = false;
        }
    }

    /// <summary>The provider failed; enough failures in a row open the circuit, and a failed trial opens it again.</summary>
    public void Failed(int most, TimeSpan pause)
    {
        lock (_gate)
        {
            if (++_failures >= most || _trying)
            {
                Open(pause, $"{_failures} failures in a row");
            }

            _trying = false;
        }
    }

    /// <summary>The provider is not to be asked for a while: a window is closed, money or key are missing. Never shortens what is open.</summary>
    public void Rest(TimeSpan pause, string reason)
    {
        lock (_gate)
        {
            Open(pause, reason);
            _trying = false;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    private void Open(TimeSpan pause, string reason)
    {
        var until = Now + pause;
        if (until >= _openUntil || _reason.Length == 0)
        {
            (_openUntil, _reason) = (until, reason);
        }
    }
}
