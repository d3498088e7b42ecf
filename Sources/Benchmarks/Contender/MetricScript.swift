/// The metric in Painless, written from its definition: the four scripts of a scripted metric.
///
/// Sums are of 64 bits and everything is done in the defined order, so that its verdicts are those of the reference.
enum MetricScript {
    static let initialize = """
        state.c = new long[(int) params.n]; state.x = new long[(int) params.n]; state.y = new long[(int) params.n];
        state.d = new HashMap();
        """

    static let map = """
        long s = doc['@timestamp'].value.toEpochSecond();
        long age = (long) params.now - s;
        if (age > -(long) params.w && age < (long) params.n * (long) params.w) {
          int b = (int) (age / (long) params.w);
          state.c[b] += 1;
          if (doc['source.bytes'].size() > 0) { state.x[b] += doc['source.bytes'].value; }
          if (doc['destination.bytes'].size() > 0) { state.y[b] += doc['destination.bytes'].value; }
          if (doc['destination.ip'].size() > 0) { state.d.merge(doc['destination.ip'].value, 1L, (one, two) -> one + two); }
        }
        """

    static let combine = "return state;"

    static let reduce = """
        double[] spread(double[] v, int a, int b, double r, double lo, double hi) {
          int n = 0;
          for (int i = 0; i < v.length; i++) { if (v[i] != 0) { n++; } }
          double[] nonZero = new double[n];
          int at = 0;
          for (int i = 0; i < v.length; i++) { if (v[i] != 0) { nonZero[at++] = v[i]; } }
          double[] sorted = DoubleStream.of(nonZero).sorted().toArray();
          double low = sorted[(int) Math.min(Math.floor(lo * n + 0.5), n - 1)];
          double high = sorted[(int) Math.min(Math.floor(hi * n + 0.5), n - 1)];
          double mean = 0; double variance = 0; int kept = 0;
          for (int i = a; i < b; i++) { if (v[i] >= low && v[i] <= high) { mean += v[i]; kept++; } }
          if (kept > 0) {
            mean /= kept;
            for (int i = a; i < b; i++) { if (v[i] >= low && v[i] <= high) { variance += (v[i] - mean) * (v[i] - mean); } }
            variance /= kept;
          }
          return new double[] {Math.sqrt(variance) <= r * Math.abs(mean) ? 1 : 0, mean, variance, low, high};
        }
        double[] periodic(double[] c, int a, int b, int P, double jitter) {
          int M = (b - a) / P;
          double[] score = new double[M + 1];
          double[] samples = new double[M + 1];
          for (int p = 2; p <= M; p++) {
            int j = (int) Math.floor(jitter * p);
            int from = a + j + p;
            int to = a + j + p * ((b - 2 * p + 1 - a - j) / p);
            double m = 0;
            if (to > from) { for (int k = from; k < to; k++) { m += c[k]; } m /= to - from; }
            double sx = 0; double sy = 0; double sxy = 0;
            double[] dx = new double[p]; double[] dy = new double[p]; double[] dxy = new double[p];
            for (int i = a + j; i <= b - 2 * p; i += p) {
              double best = -2; double bx = 0; double by = 0; double bxy = 0;
              double[] ys = new double[2 * j + 1]; double[] xys = new double[2 * j + 1];
              for (int s = -j; s <= j; s++) {
                double vx = 0; double vy = 0; double xy = 0;
                for (int k = i; k < i + p; k++) {
                  double x = c[k + p] - m; double y = c[k - s] - m;
                  vx += x * x; vy += y * y; xy += x * y;
                }
                double root = Math.sqrt(vx * vy);
                double rho = root == 0 ? 1 : xy / root;
                ys[s + j] = vy; xys[s + j] = xy;
                bx = vx;
                if (rho > best) { best = rho; by = vy; bxy = xy; }
              }
              sx += bx; sy += by; sxy += bxy;
              for (int d = 2; d < p / 2; d++) {
                if (p % d == 0) {
                  int reach = (int) Math.floor(jitter * d);
                  int at = j - reach;
                  for (int s = at + 1; s <= j + reach; s++) { if (xys[s] > xys[at]) { at = s; } }
                  dx[d] += bx; dy[d] += ys[at]; dxy[d] += xys[at];
                }
              }
            }
            double root = Math.sqrt(sx * sy);
            score[p] = root == 0 ? 1 : sxy / root;
            samples[p] += 1;
            for (int d = 2; d < p / 2; d++) {
              if (p % d == 0) {
                double part = Math.sqrt(dx[d] * dy[d]);
                double r = part == 0 ? 1 : dxy[d] / part;
                samples[d] += 1;
                score[d] = ((samples[d] - 1) * score[d] + r) / samples[d];
              }
            }
          }
          int first = 2;
          for (int p = 3; p <= M; p++) { if (score[p] > score[first]) { first = p; } }
          return new double[] {score[first], first};
        }
        int N = (int) params.n; int P = (int) params.P;
        double[] c = new double[N]; double[] x = new double[N]; double[] y = new double[N];
        Map where = new HashMap();
        for (shard in states) {
          if (shard != null) {
            for (int i = 0; i < N; i++) { c[i] += shard.c[i]; x[i] += shard.x[i]; y[i] += shard.y[i]; }
            for (entry in shard.d.entrySet()) { where.merge(entry.getKey(), entry.getValue(), (one, two) -> one + two); }
          }
        }
        int a = N; int b = 0; int filled = 0;
        for (int i = 0; i < N; i++) {
          if (c[i] > 0) { if (a == N) { a = i; } b = i + 1; filled++; x[i] /= c[i]; y[i] /= c[i]; }
        }
        int interval = filled == 0 ? 0 : b - a;
        if (interval < 2 * P || filled < P + 1) { return ['is': false, 'interval': interval, 'filled': filled]; }
        int fx = 0; int fy = 0;
        for (int i = a; i < b; i++) { if (x[i] != 0) { fx++; } if (y[i] != 0) { fy++; } }
        double[] none = new double[5];
        double[] sx = fx > P ? spread(x, a, b, params.cov, params.lo, params.hi) : none;
        double[] sy = fy > P ? spread(y, a, b, params.cov, params.lo, params.hi) : none;
        double[] sc = filled > Math.floor(params.filled * interval) ? spread(c, a, b, params.rv, params.lo, params.hi) : none;
        double[] best = periodic(c, a, b, P, params.jitter);
        boolean periodic = best[0] >= params.acv;
        int score = (sc[0] == 1 || periodic ? 1 : 0) + (sx[0] == 1 ? 1 : 0) + (sy[0] == 1 ? 1 : 0);
        List top = new ArrayList(where.entrySet());
        top.sort((one, two) -> one.getValue() == two.getValue()
          ? one.getKey().compareTo(two.getKey()) : two.getValue().compareTo(one.getValue()));
        List destinations = new ArrayList();
        for (int i = 0; i < top.size() && i < (int) params.ips; i++) { destinations.add(top.get(i).getKey()); }
        return ['is': score > 0, 'interval': interval, 'filled': filled, 'score': score, 'periodic': periodic,
          'acv': best[0], 'period': (int) best[1], 'x': sx, 'y': sy, 'c': sc, 'destination_ips': destinations];
        """
}
