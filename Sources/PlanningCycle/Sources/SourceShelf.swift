// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

/// What this process knows of the reading of sources beside the events: runs that found nothing new, failures after the first, when to try again.
/// All of it may be lost: the next process reads from the newest kept mark. Belongs to whoever holds the turn, as the workspace does; shared with its
/// readers.
final class SourceShelf {
  struct Memory {
    /// The event that the source was saved with when this was noted; another one starts anew.
    var savedIn: Int64 = 0
    var runningSince: Moment?
    var lastStart: Moment?
    var lastSuccess: Moment?
    var failures = 0
    var fault: SourceFault?
    /// When the failures in a row began, and when it is tried again.
    var failingSince: Moment?
    var nextTry: Moment?
    /// Of the rows that were read last and were nothing new.
    var digests: [FactKind: Digest] = [:]
    /// Runs that left no event, oldest first.
    var quiet: [SourceRun] = []
    /// The newest event asking for a run that has begun.
    var servedAsk: Int64 = 0

    mutating func add(_ run: SourceRun) {
      quiet.append(run)
      if quiet.count > SourceBounds.quietRuns { quiet.removeFirst() }
    }
  }

  /// From when on this process could have read anything: what was late before was late because nobody ran.
  let openedAt: Moment
  private var memories: [Int64: Memory] = [:]

  init(openedAt: Moment) { self.openedAt = openedAt }

  func memory(of source: DataSource) -> Memory {
    if let known = memories[source.id], known.savedIn == source.savedIn { return known }
    var fresh = Memory()
    fresh.savedIn = source.savedIn
    // A run that began before goes on; what it finds is kept only while the query is the one it asked with.
    fresh.runningSince = memories[source.id]?.runningSince
    return fresh
  }

  func change(_ source: DataSource, _ body: (inout Memory) -> Void) {
    var known = memory(of: source)
    body(&known)
    memories[source.id] = known
  }

  /// The run of a source that is gone meanwhile has ended.
  func forget(_ source: Int64) { memories[source] = nil }
}
