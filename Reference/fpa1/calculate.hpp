// SPDX-License-Identifier: Apache-2.0
// The full calculation on one or more threads. Families are handed out one by one and write to places of their own; sums across
// families are made afterwards in outline order, so the bits do not depend on the number of threads.
#pragma once
#include <atomic>
#include <functional>
#include <thread>

#include "supply.hpp"

namespace fpa1 {

/// Threads that wait for work between calculations.
class Team {
 public:
  explicit Team(int count) {
    for (int i = 1; i < count; i++) threads.emplace_back([this] { serve(); });
  }
  ~Team() {
    isStopping = true;
    publish();
    for (auto& thread : threads) thread.join();
  }
  int size() const { return int(threads.size()) + 1; }

  /// Runs `task` on every thread and waits until all have returned.
  void run(const std::function<void()>& task) {
    if (threads.empty()) return task();
    work = &task;
    busy = int(threads.size());
    publish();
    task();
    for (int spins = 0; busy.load(std::memory_order_acquire) > 0; spins++)
      if (spins > 2000) std::this_thread::yield();
  }

 private:
  void publish() {
    round.fetch_add(1, std::memory_order_release);
    round.notify_all();
  }
  void serve() {
    for (unsigned seen = 0;;) {
      for (int spins = 0; round.load(std::memory_order_acquire) == seen && spins < 20000; spins++) _mm_pause();
      round.wait(seen, std::memory_order_acquire);
      seen = round.load(std::memory_order_acquire);
      if (isStopping) return;
      (*work)();
      busy.fetch_sub(1, std::memory_order_release);
    }
  }
  std::vector<std::thread> threads;
  std::atomic<unsigned> round{0};
  std::atomic<int> busy{0};
  std::atomic<bool> isStopping{false};
  const std::function<void()>* work = nullptr;
};

template <int T> class Calculation {
 public:
  Calculation(Model& model, int threads) : m(model), team(threads) {}

  void full() {
    for (int c = 0; c < m.n.C; c++) componentCost<T>(m, c);
    each(m.n.F, [this](int f, LeafWork<T>& work) { family(f, work); });
    // The supply plan first: it is the longest of these tasks.
    each(ADDITIVE + 2, [this](int task, LeafWork<T>&) {
      if (task == 0) { supply<T>(m); supplyLines<T>(m); }
      if (task == 1) { overheads<T>(m); openings<T>(m); }
      if (task > 1) upperTotals<T>(m, task - 2);
    });
    const size_t block = size_t(m.n.R + 1) * T;
    rate(m.byCategory[T_GROSS_MARGIN], m.byCategory[T_REVENUE], m.byCategory[RATE], m.n.K * block);
    rate(m.byCompany[T_GROSS_MARGIN], m.byCompany[T_REVENUE], m.byCompany[RATE], block);
    salesLines<T>(m);
    statements<T>(m);
  }

 private:
  void family(int f, LeafWork<T>& work) {
    const int perFamily = m.n.P / m.n.F, first = f * perFamily;
    std::memset(static_cast<void*>(work.family.data()), 0, work.family.size() * sizeof(work.family[0]));
    for (int p = first; p < first + perFamily; p++) {
      unitCost<T>(m, p);
      leafProduct<T>(m, p, work);
    }
    _mm_sfence();
    storeFamily<T>(m, f, work);
    produce<T>(m, first, first + perFamily);
  }

  template <class Task> void each(int count, Task task) {
    std::atomic<int> next{0};
    team.run([&] {
      thread_local LeafWork<T> work(m.n.R);
      if (int(work.rows.size()) != m.n.R) work = LeafWork<T>(m.n.R);
      for (int i = next++; i < count; i = next++) task(i, work);
    });
  }

  Model& m;
  Team team;
};

}  // namespace fpa1
