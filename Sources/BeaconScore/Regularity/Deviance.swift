/// How far a count of successes lies from what chance gives.
enum Deviance {
    /// The signed root of the deviance of a binomial share, which is about normal where chance is at work.
    ///
    /// √(2·n·KL(share ‖ chance)), negative where the share lies below; unlike a score with the standard deviation it is true to
    /// the tail also for few samples and shares near 1 (McCullagh and Nelder, Generalized Linear Models, 1989, section 4.4).
    static func root(share: Double, of samples: Int, chance: Double) -> Double {
        let chance = min(max(chance, 1e-6), 1 - 1e-6)
        let divergence = term(share, chance) + term(1 - share, 1 - chance)
        let root = (2 * Double(samples) * max(0, divergence)).squareRoot()
        return share < chance ? -root : root
    }

    private static func term(_ share: Double, _ chance: Double) -> Double {
        share > 0 ? share * logarithm(share / chance) : 0
    }

    /// The natural logarithm of a positive number, right to about 1e-12.
    ///
    /// By the series of the inverse hyperbolic tangent, it is the same on every platform and needs no system's library.
    static func logarithm(_ value: Double) -> Double {
        var significand = value.significand
        var exponent = Double(value.exponent)
        if significand > 1.414_213_562_373_095 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        var power = ratio
        for odd in stride(from: 1.0, through: 17, by: 2) {
            sum += power / odd
            power *= square
        }
        return 2 * sum + exponent * 0.693_147_180_559_945_3
    }
}
