// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What the allocator holds of the system's memory without anybody using it.
enum SystemMemory {
  /// From this size on a block is the system's again as soon as nobody uses it. By itself glibc raises the bound with every large block, and a server that
  /// took a file of a million lines once keeps its room for ever. For what runs long or within a bound: a calculation from scratch takes 4 % longer.
  private static let largeBlock: Int32 = 2 << 20

  private static let pools: Int32 = 2

  /// Nothing happens with an allocator that has no such setting.
  static func giveBackLargeBlocks() {
    #if os(Linux)
      guard let symbol = dlsym(nil, "mallopt") else { return }
      typealias Setting = @convention(c) (Int32, Int32) -> Int32
      // M_MMAP_THRESHOLD
      _ = unsafeBitCast(symbol, to: Setting.self)(-3, largeBlock)
      // M_ARENA_MAX: a pool of its own for every thread leaves holes in each.
      _ = unsafeBitCast(symbol, to: Setting.self)(-8, pools)
    #endif
  }

  /// Gives back whole pages between what is still used: a company that was opened and closed leaves a tenth of its memory in such holes, and glibc keeps them.
  /// Nothing happens with an allocator that has no such call.
  static func giveBack() {
    #if os(Linux)
      guard let symbol = dlsym(nil, "malloc_trim") else { return }
      typealias Trim = @convention(c) (Int) -> Int32
      _ = unsafeBitCast(symbol, to: Trim.self)(0)
    #endif
  }
}
