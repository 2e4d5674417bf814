namespace Orleans.Configuration;

/// <summary>Who the cluster is.</summary>
public class ClusterOptions
{
    /// <summary>The service; stored with every record and reminder, so it never changes. Default: "default".</summary>
    public string ServiceId { get; set; } = "default";

    /// <summary>The cluster; may change with each deployment. Default: "default".</summary>
    public string ClusterId { get; set; } = "default";
}

/// <summary>How calls are sent.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for an answer; <see cref="ResponseTimeoutAttribute"/> overrides it. Default: 30 seconds.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>How grains send calls.</summary>
public class SiloMessagingOptions : MessagingOptions;

/// <summary>When activations end that nobody calls.</summary>
public class GrainCollectionOptions
{
    /// <summary>How exactly idle time is measured. Default: one minute.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an activation may be idle. Default: 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long <see cref="IGrainBase.OnDeactivateAsync"/> may take until its token is cancelled. Default: 30 seconds.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
