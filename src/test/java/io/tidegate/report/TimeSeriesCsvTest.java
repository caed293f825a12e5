package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSeriesCsvTest {
    @Test
    void oneLineAValueUnderAFixedHeader() throws Exception {
        List<String> lines = TimeSeriesCsv.text(SmallRun.summary()).lines().toList();
        assertThat(lines.subList(0, 13))
                .containsExactly(
                        "phase,bin_start,seconds,series,key,value,half_width",
                        "'=before,2026-05-05T05:00,18000,load,pro,0.75,",
                        "'=before,2026-05-05T05:15,18900,load,pro,0.75,",
                        "'=before,2026-05-05T05:00,18000,capacity,all,1,",
                        "'=before,2026-05-05T05:15,18900,capacity,all,1,",
                        "'=before,2026-05-05T05:00,18000,ttft_p50,opus,1.5,0.12",
                        "'=before,2026-05-05T05:15,18900,ttft_p50,opus,,",
                        "'=before,2026-05-05T05:00,18000,ttft_p90,opus,12.5,1",
                        "'=before,2026-05-05T05:15,18900,ttft_p90,opus,,",
                        "'=before,2026-05-05T05:00,18000,denied,pro,0.0625,",
                        "'=before,2026-05-05T05:15,18900,denied,pro,-0.5,",
                        "'=before,2026-05-05T05:00,18000,megawatts,east,233,",
                        "'=before,2026-05-05T05:15,18900,megawatts,east,233.5,");
        assertThat(lines).hasSize(1 + 2 * 12);
    }
}
