extension Accelerator {
  /// The fabric of the Comal simulator as the published cycles of SAMML and FuseFlow were taken on it: a token a cycle and
  /// block, queues that never fill, accumulators that let go of a fiber in a cycle, and free memory.
  public static let comal = Accelerator(
    name: "comal",
    summary: "A streaming fabric without bounds, as published cycles of stream graphs assume.",
    clockHertz: 1_000_000_000, instructionSet: .none, memories: [], arrays: [],
    fabrics: [.paper], links: [])

  /// The same fabric where everything is charged.
  ///
  /// Queues of 1,024 tokens are those of upstream Comal. A port to memory has the latency of Comal's model of a memory (14
  /// cycles to start and 2 for the channel) and half of its 64 bytes a request every 2 cycles. A row is 1 KiB, the page of a
  /// pseudo channel of HBM2, and a miss costs 28 cycles, a precharge and an activation of 14 ns each at 1 GHz, which the
  /// standard has as typical. These are assumptions, not measurements of a chip.
  public static let comalStrict = Accelerator(
    name: "comal-strict",
    summary: "A streaming fabric with bounded queues, charged accumulators and memory.",
    clockHertz: 1_000_000_000, instructionSet: .none, memories: [], arrays: [],
    fabrics: [
      StreamFabric(
        name: "fabric", queueDepth: 1024, isStrict: true,
        memory: StreamMemory(
          latency: 16, bytesPerCycle: 32, rowBytes: 1024, rowMissCycles: 28))
    ], links: [])
}
