// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import FileWorkers

/// What a reading process is given. Sees: a socket in the place of the file, as it is where a busy server has given out just these numbers.
@Suite("A reading process sees its file, whatever numbers the server's descriptors have")
struct ChildProcessTests {
  @Test("the file is the file and the socket the socket, with any number of descriptors open")
  func anyNumbers() throws {
    let bytes = Array("订单号,数量\nSO1,3\n".utf8)
    var held: [Int32] = []
    defer { for descriptor in held { close(descriptor) } }
    for _ in 0..<40 {
      held.append(open("/dev/null", O_RDONLY | O_CLOEXEC))
      let child = try ChildProcess(program: "/bin/sh", arguments: ["-c", "exec cat /proc/self/fd/3 >&0"], bytes: bytes, patience: 20_000)
      var answer: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 256)
      while true {
        let count = read(child.socket.descriptor, &piece, piece.count)
        guard count > 0 else { break }
        answer += piece.prefix(count)
      }
      #expect(answer == bytes, "\(held.count) more are open")
    }
  }
}
