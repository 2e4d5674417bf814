// A town's clock moves on only when the whole thread pool rests, so nothing runs beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
