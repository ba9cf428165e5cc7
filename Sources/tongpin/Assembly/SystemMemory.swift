// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What the allocator holds of the system's memory without anybody using it.
enum SystemMemory {
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
