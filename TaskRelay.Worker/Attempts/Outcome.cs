using System.Diagnostics.CodeAnalysis;

namespace TaskRelay.Worker.Attempts;

/// <summary>A value, or the reason why there is none.</summary>
internal sealed class Outcome<T>
    where T : class
{
    private readonly T? _value;
    private readonly AttemptFailure? _failure;

    private Outcome(T? value, AttemptFailure? failure) => (_value, _failure) = (value, failure);

    public bool IsFailure([NotNullWhen(true)] out AttemptFailure? failure, [NotNullWhen(false)] out T? value)
    {
        failure = _failure;
        value = _value;
        return failure is not null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(AttemptFailure failure) => new(null, failure);
}
