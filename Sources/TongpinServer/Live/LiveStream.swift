// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import NIOCore
import PlanningCycle

/// Server-sent events (WHATWG HTML, "Server-sent events"): one line of data an event, a comment every 15 seconds.
enum LiveStream {
  /// - Parameter hearing: what the person may hear of.
  static func response(
    _ events: AsyncStream<LiveEvent>, as hearing: ChangeHearing, heartbeat: Swift.Duration = .seconds(15)
  ) -> Response {
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: "retry: 1000\n: open\n\n"))
      let lines = merged(events, as: hearing, heartbeat: heartbeat)
      for await line in lines { try await writer.write(ByteBuffer(string: line)) }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
        HTTPField.Name("X-Accel-Buffering")!: "no",
      ],
      body: body)
  }

  /// The lines of a stream with the heartbeats between them.
  static func merged(
    _ events: AsyncStream<LiveEvent>, as hearing: ChangeHearing, heartbeat: Swift.Duration
  ) -> AsyncStream<String> {
    AsyncStream(bufferingPolicy: .bufferingOldest(LiveHub.queueLimit)) { continuation in
      let reader = Swift.Task {
        for await event in events {
          // Not everybody hears of everything: then there is no line.
          let data = event.data(for: hearing)
          guard !data.isEmpty else { continue }
          let id = event.isPassing ? "" : "id: \(event.revision)\n"
          let line = "event: \(event.name)\n\(id)data: \(data)\n\n"
          // A browser that does not read loses its stream, never a change: it comes back with the last one it heard.
          if case .dropped = continuation.yield(line) { break }
        }
        continuation.finish()
      }
      let beat = Swift.Task {
        while !Swift.Task.isCancelled {
          try? await Swift.Task.sleep(for: heartbeat)
          continuation.yield(": beat\n\n")
        }
      }
      continuation.onTermination = { _ in
        reader.cancel()
        beat.cancel()
      }
    }
  }
}
