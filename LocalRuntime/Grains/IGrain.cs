using Orleans.Runtime;

namespace Orleans;

/// <summary>The interface of a grain.</summary>
public interface IGrain : IAddressable;

/// <summary>The interface of a grain whose key is a string.</summary>
public interface IGrainWithStringKey : IGrain;
