namespace Orleans;

/// <summary>Marks a parameter that is a facet of the grain.</summary>
public interface IFacetMetadata;
