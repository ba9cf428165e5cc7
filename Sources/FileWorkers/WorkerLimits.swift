// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// What a process that reads somebody's file may use. Beyond it the process ends, and the answer is a clear refusal.
public struct WorkerLimits: Hashable, Sendable {
  /// Address space beyond what the program itself takes at its start, bytes.
  public var memory: Int
  /// Processor time, seconds.
  public var processor: Int
  /// Time on the clock, milliseconds, from the request to the last byte of the answer.
  public var patience: Int

  public init(memory: Int = 2 << 30, processor: Int = 240, patience: Int = 300_000) {
    self.memory = memory
    self.processor = processor
    self.patience = patience
  }

  /// Binds the calling process, for good: no more memory, no long calculation, no file written, no core dump, no privilege gained.
  ///
  /// - Returns: false where the system refused one of them; nothing may be read then.
  func bindThisProcess() -> Bool {
    limit_memory(rlim_t(Self.addressSpace() + memory)) == 0 && limit_processor(rlim_t(processor)) == 0
      && forbid_files_and_cores() == 0 && forgo_privileges() == 0
  }

  /// Bytes of address space of this process, from the first number of `/proc/self/statm`.
  private static func addressSpace() -> Int {
    let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 1 << 30 }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &text, text.count)
    let digits = text.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
    let pages = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
