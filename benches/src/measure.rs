//! Time and memory of this process, as the system tells them.
//!
//! Invariant: where the system does not tell, there is an answer all the same, or none; never a wrong one.

/// This thread's time on the processor where the system tells it, so that a busy machine does not count; else the clock.
pub fn processor_seconds() -> f64 {
    #[cfg(unix)]
    {
        let told = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        told.tv_sec as f64 + told.tv_nsec as f64 / 1e9
    }
    #[cfg(not(unix))]
    {
        static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
        START.elapsed().as_secs_f64()
    }
}

/// The most memory that the process has held, in bytes.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}
